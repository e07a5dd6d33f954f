/** Tests who is named as doing the same as this compiler. */

import type { ProcessRecord } from '../../../../runtime/protocol/process-record';
import { COMPILER_FORMAT, type CompilerRecord } from '../../../../src/processes/compiler-record';
import { findSecondStarters, type StartersInput } from '../../../../src/processes/second-starters';
import { record } from './records';

const noon = new Date(2026, 0, 1, 12, 3).getTime();
const compiler = (pid: number, host = 'box'): CompilerRecord => ({
  format: COMPILER_FORMAT,
  pid,
  host,
  command: 'webpack',
  startedAt: noon,
  state: 'idle',
  failed: false,
});
const CHILD = record({ pid: 10, parent: 1, supervised: true });

function find(input: Partial<StartersInput>): readonly string[] {
  const self = { pid: 1, host: 'box' };
  const none = { compilers: [], processes: [], children: new Set<number>() };
  return findSecondStarters({ ...none, self, folder: 'dist', cwd: '/app', ...input }).map(({ text }) => text);
}

it('names another compiler of this machine', () => {
  expect(find({ compilers: [compiler(1), compiler(2), compiler(3, 'web')] })).toEqual([
    'warning: another webpack (pid 2, since 12:03) also builds into dist; stop one of the two.',
  ]);
});

describe('beside a process that is looked after', () => {
  it.each<[string, Partial<ProcessRecord>, boolean]>([
    ['another process of the same bundle', {}, true],
    ['a process of another entry', { runtime: 'jobs' }, false],
    ['a worker thread', { thread: 1 }, false],
    ['a process that it has started itself', { parent: 10 }, false],
    ['an earlier one', { pid: 9 }, false],
    ['one that another compiler looks after', { supervised: true }, false],
    ['a process of another machine', { host: 'web' }, false],
  ])('%s', (_, change, isNamed) => {
    const other = record({ pid: 20, parent: 5, ...change });
    expect(find({ processes: [CHILD, other], children: new Set([9, 10]) })).toEqual(
      isNamed
        ? ['warning: pid 20 (dist/main.js) runs the same bundle and was not started by run; stop it, or leave run out.']
        : [],
    );
  });

  it('a whole cluster is named by its first process', () => {
    const processes = [CHILD, record({ pid: 20, parent: 5 }), record({ pid: 21, parent: 20 })];
    expect(find({ processes, children: new Set([10]) })).toHaveLength(1);
  });
});

it('names no process where this compiler runs none', () => {
  expect(find({ processes: [record(), record({ pid: 20 })] })).toEqual([]);
});
