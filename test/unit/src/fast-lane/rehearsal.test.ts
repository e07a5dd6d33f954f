/** Goes through the lane before anybody waits. */

import { Rehearsal } from '../../../../src/fast-lane/rehearsal';

/** How often the lane is gone through after a build. */
const ROUNDS = 20;

beforeEach(() => void jest.spyOn(performance, 'now').mockReturnValue(0));
afterEach(() => jest.restoreAllMocks());

/** A rehearsal that builds at once, with what it asks for and a V8 that collects on demand. */
function setUp() {
  const built: (readonly string[])[] = [];
  const state = { isIdle: true, isObserved: false, roundsToRoom: 0, collect: (): void => undefined };
  const rehearsal = new Rehearsal(
    (files, done) => {
      if (!state.isIdle) return false;
      built.push(files);
      done();
      return true;
    },
    {
      observe: (onCollected) => {
        Object.assign(state, { isObserved: true, collect: onCollected });
        return () => void (state.isObserved = false);
      },
      hasRoom: () => built.length >= state.roundsToRoom,
    },
  );
  return { rehearsal, built, state };
}

/** Lets everything that is going on come to its end: each round leaves room for the next event. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3 * ROUNDS; turn++) await new Promise((resolve) => setImmediate(resolve));
}

test('after a build, the files that were saved last are built again and again', async () => {
  const { rehearsal, built } = setUp();
  rehearsal.note('a');
  rehearsal.note('b');
  rehearsal.begin(['a', 'b', 'c']);
  await settle();
  expect(built).toHaveLength(ROUNDS);
  expect(built.at(-1)).toEqual(['b', 'a']);
});

test('between two rounds there is room for other work', async () => {
  const { rehearsal, built } = setUp();
  rehearsal.begin(['a']);
  expect(built).toHaveLength(1);
  await settle();
});

test('it ends as soon as there is something better to do', async () => {
  const { rehearsal, built, state } = setUp();
  rehearsal.begin(['a']);
  state.isIdle = false;
  await settle();
  expect(built).toHaveLength(1);
});

test('a module that takes long to build is not built that often', async () => {
  let time = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => (time += 100));
  const { rehearsal, built, state } = setUp();
  rehearsal.begin(['a']);
  await settle();
  expect(built).toHaveLength(2);
  state.collect();
  await settle();
  expect(built).toHaveLength(4);
});

test('once V8 has collected, the same is done again', async () => {
  const { rehearsal, built, state } = setUp();
  rehearsal.begin(['a']);
  await settle();
  state.collect();
  await settle();
  expect(built).toHaveLength(2 * ROUNDS);
});

test('a collection on the way changes nothing', async () => {
  const { rehearsal, built, state } = setUp();
  rehearsal.begin(['a']);
  state.collect();
  await settle();
  expect(built).toHaveLength(ROUNDS);
});

test('collections without a build in between are followed three times: rehearsing leads to some', async () => {
  const { rehearsal, built, state } = setUp();
  rehearsal.begin(['a']);
  await settle();
  for (let time = 0; time < 5; time++) {
    state.collect();
    await settle();
  }
  expect(built).toHaveLength(4 * ROUNDS);
  rehearsal.begin(['a']);
  await settle();
  expect(built).toHaveLength(5 * ROUNDS);
});

test('it goes on until young objects were collected', async () => {
  const { rehearsal, built, state } = setUp();
  rehearsal.note('a');
  rehearsal.note('b');
  state.roundsToRoom = ROUNDS + 5;
  rehearsal.begin(['a', 'b']);
  await settle();
  expect(built.slice(ROUNDS)).toEqual(Array.from({ length: 5 }, () => ['b', 'a']));
});

test('a build that is done during a rehearsal begins it anew', async () => {
  const { rehearsal, built } = setUp();
  rehearsal.begin(['a']);
  rehearsal.note('b');
  rehearsal.begin(['a', 'b']);
  await settle();
  expect(built.map(([file]) => file)).toEqual(['a', ...Array.from({ length: ROUNDS }, () => 'b')]);
});

test('nothing is done once the watch is closed', async () => {
  const { rehearsal, built, state } = setUp();
  rehearsal.begin(['a']);
  rehearsal.end();
  await settle();
  expect(built).toHaveLength(1);
  expect(state.isObserved).toBe(false);
});
