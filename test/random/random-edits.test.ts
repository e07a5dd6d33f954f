/** Tests random edits of random applications against a plain model of what must be visible. */

import * as fc from 'fast-check';

import { stories, type Story } from './support/arbitrary-application';
import { finish } from './support/ending';
import { Teller } from './support/teller';

/** `FUZZ_SEED` and `FUZZ_PATH` repeat a failure with what its message names; `FUZZ_RUNS` looks further. */
const { FUZZ_PATH, FUZZ_RUNS, FUZZ_SEED } = process.env;

const parameters: fc.Parameters<[Story]> = {
  numRuns: Number(FUZZ_RUNS ?? 1_000),
  ...(FUZZ_SEED === undefined ? {} : { seed: Number(FUZZ_SEED) }),
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
