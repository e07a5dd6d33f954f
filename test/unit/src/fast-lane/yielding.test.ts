/** Gives the event loop turns while a build looks into its caches. */

import webpack from 'webpack';
import { giveTurns } from '../../../../src/fast-lane/yielding';

/** Looks something up that is not there. */
type Ask = () => { readonly isAnswered: () => boolean };

function asking(isWanted: () => boolean): Ask {
  const compiler = webpack({ mode: 'none', entry: {} });
  giveTurns(compiler, isWanted);
  return () => {
    let isAnswered = false;
    compiler.cache.get('anything', null, () => {
      isAnswered = true;
    });
    return { isAnswered: () => isAnswered };
  };
}

test('a build goes on at once where nobody waits', () => {
  expect(asking(() => false)().isAnswered()).toBe(true);
});

test('it waits for a turn where somebody does, and goes on for a while then', async () => {
  const ask = asking(() => true);
  const asked = [ask(), ask()];
  const turn = new Promise((resolve) => setImmediate(resolve));
  expect(asked.map(({ isAnswered }) => isAnswered())).toEqual([false, false]);
  await turn;
  expect(asked.map(({ isAnswered }) => isAnswered())).toEqual([true, true]);
  expect(ask().isAnswered()).toBe(true);
});
