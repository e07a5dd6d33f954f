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

test('what is heard of before is held until the watcher reports it: from then on webpack waits', async () => {
  jest.spyOn(performance, 'now').mockReturnValue(0);
  const { saves, told } = listen();
  saves.add('a', false);
  await turn();
  await turn();
  expect(told).toEqual([]);
  saves.add('a', true);
  await turn();
  expect(told).toEqual([['a']]);
});

test('a watcher that says nothing is not waited for long', async () => {
  const { saves, told } = listen();
  saves.add('a', false);
  await until(
    () => 'The save is not told',
    () => told.length > 0 || undefined,
  );
  expect(told).toEqual([['a']]);
});
