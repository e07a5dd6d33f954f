/** Takes turns, and waits for a free one. */

import { Turns } from '../../../src/turns';

/** Work that ends when the test says so. */
function createWork(): { readonly begun: () => boolean; readonly work: () => Promise<string>; end: () => void } {
  let begun = false;
  const work = { end: (): void => undefined };
  return {
    begun: () => begun,
    work: async () => {
      begun = true;
      return new Promise((resolve) => (work.end = () => resolve('done')));
    },
    end: () => work.end(),
  };
}

const settle = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('work begins when the work before it has come to its end, even if that has failed', async () => {
  const turns = new Turns();
  const failed = turns.take(async () => Promise.reject(new Error('no')));
  const { begun, end, work } = createWork();
  const taken = turns.take(work);
  expect(begun()).toBe(false);
  await expect(failed).rejects.toThrow('no');
  await settle();
  expect([begun(), turns.areTaken]).toEqual([true, true]);
  end();
  await expect(taken).resolves.toBe('done');
  await turns.settled;
  expect(turns.areTaken).toBe(false);
});

test('whoever asks for a free turn is called back at once where there is one', () => {
  const order: string[] = [];
  new Turns().whenFree(() => order.push('free'));
  expect(order).toEqual(['free']);
});

test('or when the last of those is over that were taken meanwhile, in the order of asking', async () => {
  const turns = new Turns();
  const [first, second] = [createWork(), createWork()];
  const order: string[] = [];
  void turns.take(first.work);
  turns.whenFree(() => order.push('a'));
  void turns.take(second.work);
  turns.whenFree(() => order.push('b'));
  await settle();
  first.end();
  await settle();
  expect(order).toEqual([]);
  second.end();
  await settle();
  expect(order).toEqual(['a', 'b']);
});
