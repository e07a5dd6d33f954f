/** Decides where V8 is told how far the heap may grow. */

import { chooseGrowthFlag } from '../../../src/heap-growth';

const FLAG = '--heap-growing-percent=300';

test.each([
  ['20.19.0', [], FLAG],
  ['22.12.0', ['--enable-source-maps'], FLAG],
  ['24.1.0', ['--max-old-space-size=2048'], FLAG],
  ['26.0.0', ['--max-semi-space-size=64'], FLAG],
  ['25.1.0', [], undefined],
  ['28.0.0', [], undefined],
  ['20.19.0', ['--heap-growing-percent=50'], undefined],
  ['22.12.0', ['--heap_growing_percent=50'], undefined],
  ['24.1.0', ['--optimize-for-size'], undefined],
])('Node.js %s that was started with %j is given %j', (version, args, expected) => {
  expect(chooseGrowthFlag(args, version)).toBe(expected);
});
