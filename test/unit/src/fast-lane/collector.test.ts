/** Follows V8's garbage collector. */

import v8 from 'node:v8';
import { runInNewContext } from 'node:vm';
import { V8_COLLECTOR } from '../../../../src/fast-lane/collector';

v8.setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** More arrays than there is room for among young objects. */
const MANY = 100_000;

/** Collects, and waits until an observer has heard of it. */
async function collectAndHear(onHeard: () => void = () => undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = V8_COLLECTOR.observe(() => {
      stop();
      onHeard();
      resolve();
    });
    collect();
  });
}

test('a collection of the whole heap is heard of, until somebody has heard enough', async () => {
  let heard = 0;
  await collectAndHear(() => heard++);
  await collectAndHear();
  expect(heard).toBe(1);
});

test('there is room once young objects were collected, and none when they fill more than half of theirs', () => {
  const kept: number[][] = [];
  collect();
  expect(V8_COLLECTOR.hasRoom()).toBe(true);
  while (V8_COLLECTOR.hasRoom() && kept.length < MANY) kept.push(Array.from({ length: 1_000 }, () => 0));
  expect(kept.length).toBeLessThan(MANY);
  collect();
  expect(V8_COLLECTOR.hasRoom()).toBe(true);
});
