/** Tests random edits of random applications against a plain model of what must be visible. */

import * as fc from 'fast-check';

import { stories, type Story } from './support/arbitrary-application';
import { finish } from './support/ending';
import { Teller } from './support/teller';

/**
 * The same stories each time, so that no change fails for what another one has left behind. `FUZZ_SEED` tells others,
 * and with `FUZZ_PATH` repeats a failure whose message names both; `FUZZ_RUNS` tells more of them.
 */
const { FUZZ_PATH, FUZZ_RUNS, FUZZ_SEED } = process.env;

const parameters: fc.Parameters<[Story]> = {
  numRuns: Number(FUZZ_RUNS ?? 1_000),
  seed: Number(FUZZ_SEED ?? 1),
  ...(FUZZ_PATH === undefined ? {} : { path: FUZZ_PATH }),
};

describe('random edits', () => {
  it('are visible whole or not at all, and go live in the end', async () => {
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const unhandled: unknown[] = [];
    process.on('unhandledRejection', (error) => unhandled.push(error));
    const story = async (told: Story): Promise<void> => {
      const teller = new Teller(told);
      await teller.tell();
      await finish(teller, told);
      const rejections = unhandled.splice(0);
      if (rejections.length > 0) throw new Error(`Nobody handles: ${rejections.join(', ')}`);
    };
    await fc.assert(fc.asyncProperty(stories, story), parameters);
  }, 600_000);
});
