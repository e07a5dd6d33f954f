/** Tests what the command line tool concludes from journals and records. */

import type { ProcessRecord } from '../../../../runtime/protocol/process-record';
import { choose } from '../../../../src/cli/journal-search';
import { wordResult } from '../../../../src/cli/reload';
import { judgeProgress, type Snapshot } from '../../../../src/cli/snapshot';
import { wordStatus } from '../../../../src/cli/status-table';
import { wordProgress } from '../../../../src/cli/wait';
import { COMPILER_FORMAT, type CompilerRecord } from '../../../../src/processes/compiler-record';
import { applied, failed, record, refused, waiting } from '../processes/records';

const REFUSED = [{ reason: 'declined', modules: ['./a'] }] as const;
const PENDING = ['./leaf.ts', './app.ts'];
const COMPILER: CompilerRecord = {
  format: COMPILER_FORMAT,
  pid: 1,
  host: 'box',
  command: 'webpack',
  startedAt: 1,
  state: 'idle',
  failed: false,
};

function see(processes: readonly ProcessRecord[], compiler: Partial<CompilerRecord> = {}): Snapshot {
  return {
    journal: 'hot-journal.0.json',
    build: 'new',
    patched: false,
    compilers: [{ ...COMPILER, ...compiler }],
    processes,
  };
}

describe('how far the processes have come', () => {
  it.each<[string, Snapshot, string, RegExp]>([
    ['all are there', see([record(), record({ pid: 2 })]), 'live', /live in every process/],
    ['webpack builds', see([record()], { state: 'building' }), 'busy', /webpack is building/],
    ['the build has errors', see([record()], { failed: true }), 'failed', /has errors/],
    ['it is built again', see([record()], { failed: true, state: 'building' }), 'busy', /building/],
    ['nobody runs', see([]), 'busy', /no process/],
    ['one is behind', see([record(), record({ pid: 2, build: 'old' })]), 'busy', /pid 2 is behind/],
    ['one is behind with an old failure', see([record({ build: 'old', outcome: failed() })]), 'busy', /behind/],
    [
      'modules wait',
      see([record({ pending: PENDING, outcome: waiting() })]),
      'busy',
      /wait to be reloaded in pid 4711/,
    ],
    [
      'rolled back',
      see([record({ pending: PENDING, outcome: failed() })]),
      'failed',
      /pid 4711 could not run .*: boom/,
    ],
    ['broken', see([record({ thread: 2, pending: PENDING, outcome: failed('broken') })]), 'failed', /worker 2/],
    ['refused', see([record({ pending: PENDING, outcome: refused() })]), 'failed', /refused the newest build/],
    ['lost', see([record({ build: 'old', outcome: refused('lost') })]), 'failed', /refused/],
    [
      'refused in part',
      see([record({ pending: PENDING, outcome: applied(1, { refused: REFUSED }) })]),
      'failed',
      /a part/,
    ],
    ['held back in part', see([record({ pending: PENDING, outcome: applied() })]), 'busy', /wait/],
    ['a failure that was taken back', see([record({ outcome: failed() })]), 'live', /live/],
    [
      'a failure counts more than patience',
      see([record({ build: 'old' }), record({ pending: PENDING, outcome: failed() })]),
      'failed',
      /boom/,
    ],
  ])('%s', (_, snapshot, kind, reason) => {
    const progress = judgeProgress(snapshot);
    expect(progress.kind).toBe(kind);
    expect(wordProgress(progress, 100)).toEqual({ live: kind === 'live', reason: expect.stringMatching(reason) });
  });
});

describe('the answers to a request', () => {
  const before = record({ pending: PENDING, outcome: waiting() });

  it.each<[string, ProcessRecord | undefined, string, boolean]>([
    ['applied', record({ generation: 1, outcome: applied(), answered: 'x' }), 'applied in 3 ms by pid 4711', true],
    ['nothing', record({ answered: 'x' }), 'nothing waited in pid 4711', true],
    [
      'in part',
      record({ generation: 1, outcome: applied(1, { refused: REFUSED }), pending: ['./a'], answered: 'x' }),
      'applied in 3 ms by pid 4711, without 1 module',
      false,
    ],
    [
      'failed',
      { ...before, outcome: failed(), answered: 'x' },
      'rolled back by pid 4711: TypeError: boom (in leaf.ts)',
      false,
    ],
    ['none', { ...before, answered: 'y' }, 'pid 4711 has not answered', false],
    ['an end', undefined, 'pid 4711 has ended', true],
  ])('%s', (_, after, line, isGood) => {
    expect(wordResult([before], after === undefined ? [] : [after], 'x', 'box')).toEqual({ lines: [line], isGood });
  });
});

describe('the table', () => {
  it('has a row for each thread', () => {
    const rows = [
      record({ build: '0123456789', generation: 3, pending: PENDING, outcome: failed() }),
      record({ pid: 12, thread: 2, runtime: 'jobs', host: 'web', pending: PENDING, outcome: waiting() }),
      record({ pid: 13, outcome: refused() }),
      record({ pid: 14 }),
      // Edited, and edited back.
      record({ pid: 15, outcome: waiting() }),
    ];
    expect(wordStatus(see(rows, { failed: true }), 91_000, 'box')).toEqual([
      'hot-journal.0.json: newest build new; webpack (pid 1) is idle, the last build has errors',
      'pid        thread    runtime  build     generation  pending  last outcome        age',
      '4711       main      main     01234567  3           2        rolled back (boom)  90 s',
      '12 on web  worker 2  jobs     new       0           2        waiting             90 s',
      '13         main      main     new       0           0        refused             90 s',
      '14         main      main     new       0           0        -                   90 s',
      '15         main      main     new       0           0        unchanged           90 s',
    ]);
  });

  it('says what is missing', () => {
    const snapshot = { ...see([]), build: undefined, compilers: [] };
    expect(wordStatus(snapshot, 0, 'box')).toEqual([
      'hot-journal.0.json: no build that can be read; no webpack watches',
      'No process runs the bundle.',
    ]);
  });
});

describe('the output folder', () => {
  const one = { folder: '/app/dist', journals: ['hot-journal.0.json'] };

  it.each([
    [[one], undefined, { ok: true, ...one }],
    [[], undefined, { ok: false, message: expect.stringMatching(/no journal .* below \/app: start webpack --watch/) }],
    [[], 'out', { ok: false, message: expect.stringMatching(/no journal .* in \/app\/out/) }],
    [
      [one, { ...one, folder: '/app/jobs/dist' }],
      undefined,
      { ok: false, message: 'There are several output folders: dist, jobs/dist; name one of them with --folder.' },
    ],
  ])('is chosen, or asked for (%#)', (folders, wanted, found) => {
    expect(choose(folders, '/app', wanted)).toEqual(found);
  });
});
