/** Tests that one piece of work runs at a time, and that what is asked for meanwhile becomes one more. */

import { UpdateQueue } from '../../../runtime/update-queue';

/** A queue of requests that are joined with `+`, whose runs end when they are told to. */
class Bench {
  readonly started: string[] = [];
  readonly queue = new UpdateQueue<string, string>(
    (request) => {
      this.started.push(request);
      return new Promise((resolve) => this.#ends.push(() => resolve(`done ${request}`)));
    },
    (a, b) => `${a}+${b}`,
  );
  readonly #ends: (() => void)[] = [];

  end(): void {
    this.#ends.shift()?.();
  }
}

/** Lets every promise that can go on do so. */
function settle(): Promise<void> {
  return new Promise(setImmediate);
}

describe('UpdateQueue', () => {
  it('starts at once where nothing runs', async () => {
    const bench = new Bench();
    const result = bench.queue.request('a');
    expect(bench.started).toEqual(['a']);
    bench.end();
    expect(await result).toBe('done a');
  });

  it('makes one of all requests that arrive meanwhile, and answers each with it', async () => {
    const bench = new Bench();
    const first = bench.queue.request('a');
    const others = ['b', 'c', 'd'].map((request) => bench.queue.request(request));
    expect(bench.started).toEqual(['a']);
    bench.end();
    expect(await first).toBe('done a');
    await settle();
    expect(bench.started).toEqual(['a', 'b+c+d']);
    bench.end();
    expect(await Promise.all(others)).toEqual(['done b+c+d', 'done b+c+d', 'done b+c+d']);
  });

  it('never runs two at a time, however requests arrive', async () => {
    let running = 0;
    let most = 0;
    const queue = new UpdateQueue<number, number>(
      async (request) => {
        running += 1;
        most = Math.max(most, running);
        for (let turn = 0; turn < request; turn += 1) await Promise.resolve();
        running -= 1;
        return request;
      },
      (a, b) => Math.max(a, b),
    );
    const results: Promise<number>[] = [];
    for (let count = 0; count < 50; count += 1) {
      results.push(queue.request(count % 7));
      for (let turn = 0; turn < count % 5; turn += 1) await Promise.resolve();
    }
    await Promise.all(results);
    expect(most).toBe(1);
    expect(running).toBe(0);
  });

  it('covers a request that arrives when the work has just ended', async () => {
    const bench = new Bench();
    const first = bench.queue.request('a');
    const chained = first.then(() => bench.queue.request('b'));
    bench.end();
    await first;
    await settle();
    expect(bench.started).toEqual(['a', 'b']);
    bench.end();
    expect(await chained).toBe('done b');
  });

  it('starts anew after it was idle', async () => {
    const bench = new Bench();
    for (const request of ['a', 'b']) {
      const result = bench.queue.request(request);
      bench.end();
      await result;
    }
    expect(bench.started).toEqual(['a', 'b']);
  });
});
