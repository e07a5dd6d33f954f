/** Hears of saves ahead of the watcher and from it, in turns of the event loop. */

import { Saves } from '../../../../src/fast-lane/saves';
import { until } from '../../../support/until';

afterEach(() => jest.restoreAllMocks());

function listen(): { saves: Saves; told: (readonly string[])[] } {
  const told: (readonly string[])[] = [];
  return {
    saves: new Saves(
      () => undefined,
      (files) => told.push(files),
    ),
    told,
  };
}

const turn = async (): Promise<void> => new Promise((resolve) => void setImmediate(() => resolve()));

test('what the watcher reports is told after one turn', async () => {
  const { saves, told } = listen();
  saves.add('a', true);
  saves.add('b', true);
  expect(told).toEqual([]);
  await turn();
  expect(told).toEqual([['a', 'b']]);
});

test('what is heard of before the watcher reports it is told after one turn, too', async () => {
  const { saves, told } = listen();
  saves.add('a', false);
  await turn();
  expect(told).toEqual([['a']]);
});

/** Notes what is called back. */
function noteReports(saves: Saves, files: readonly string[]): string[] {
  const reported: string[] = [];
  for (const file of files) saves.whenReported(file, () => reported.push(file));
  return reported;
}

test('what the watcher has reported is not waited for', () => {
  const { saves } = listen();
  saves.add('a', false);
  saves.add('a', true);
  expect(noteReports(saves, ['a'])).toEqual(['a']);
});

test('what it has not reported is waited for', async () => {
  jest.spyOn(performance, 'now').mockReturnValue(0);
  const { saves } = listen();
  saves.add('a', false);
  saves.add('b', false);
  const reported = noteReports(saves, ['a', 'b']);
  await turn();
  expect(reported).toEqual([]);
  saves.add('b', true);
  await turn();
  expect(reported).toEqual(['b']);
  saves.add('a', true);
  await turn();
  expect(reported).toEqual(['b', 'a']);
});

test('a watcher that says nothing is not waited for long', async () => {
  const { saves } = listen();
  saves.add('a', false);
  const reported = noteReports(saves, ['a']);
  expect(reported).toEqual([]);
  await until(
    () => 'The save is waited for still',
    () => reported.length > 0 || undefined,
  );
  expect(noteReports(saves, ['a'])).toEqual(['a']);
});
