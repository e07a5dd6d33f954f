/** Decides where V8 is told to keep memory for a while. */

import { chooseIdleFlag } from '../../../src/idle-memory';

test.each([
  ['20.19.0', [], '--gc-memory-reducer-start-delay-ms=300000'],
  ['22.12.0', ['--enable-source-maps'], '--gc-memory-reducer-start-delay-ms=300000'],
  ['24.1.0', [], '--memory-reducer-gc-count=0'],
  ['26.0.0', [], '--memory-reducer-delay-ms=300000'],
  ['25.1.0', [], undefined],
  ['28.0.0', [], undefined],
  ['20.19.0', ['--gc-memory-reducer-start-delay-ms=8000'], undefined],
  ['22.12.0', ['--gc_memory_reducer_start_delay_ms=1'], undefined],
  ['24.1.0', ['--no-memory-reducer'], undefined],
  ['26.0.0', ['--memory-reducer'], undefined],
])('Node.js %s that was started with %j is given %j', (version, args, expected) => {
  expect(chooseIdleFlag(args, version)).toBe(expected);
});
