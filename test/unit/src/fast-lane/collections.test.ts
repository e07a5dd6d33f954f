/** Hears of the collections in which V8 forgets code. */

import v8 from 'node:v8';
import { runInNewContext } from 'node:vm';
import { observeCollections } from '../../../../src/fast-lane/collections';

v8.setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Collects, and waits until an observer has heard of it. */
async function collectAndHear(onHeard: () => void = () => undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = observeCollections(() => {
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
