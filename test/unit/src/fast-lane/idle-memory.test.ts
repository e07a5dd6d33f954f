/** Decides where V8 is told to keep memory for a while. */

import { keepIdleMemory } from '../../../../src/fast-lane/idle-memory';

test.each([
  ['20.19.0', [], ['--gc-memory-reducer-start-delay-ms=300000']],
  ['22.12.0', ['--enable-source-maps'], ['--gc-memory-reducer-start-delay-ms=300000']],
  ['24.1.0', [], ['--memory-reducer-gc-count=0']],
  ['26.0.0', [], ['--memory-reducer-delay-ms=300000']],
  ['25.1.0', [], []],
  ['28.0.0', [], []],
  ['20.19.0', ['--gc-memory-reducer-start-delay-ms=8000'], []],
  ['22.12.0', ['--gc_memory_reducer_start_delay_ms=1'], []],
  ['24.1.0', ['--no-memory-reducer'], []],
  ['26.0.0', ['--memory-reducer'], []],
])('Node.js %s that was started with %j is given %j', (version, args, expected) => {
  const flags: string[] = [];
  keepIdleMemory(2_000, version, args, (flag) => flags.push(flag));
  expect(flags).toEqual(expected);
});

test('where builds leave much to collect, V8 does as it likes', () => {
  const flags: string[] = [];
  keepIdleMemory(2_001, '20.19.0', [], (flag) => flags.push(flag));
  expect(flags).toEqual([]);
});
