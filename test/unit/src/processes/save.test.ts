/** Tests what is said of a save, as a table: the records of the processes and the line. */

import type { Outcome } from '../../../../runtime/protocol/outcome';
import type { ProcessRecord } from '../../../../runtime/protocol/process-record';
import type { Live } from '../../../../src/processes/live-patches';
import { judge, type Save, type Verdict } from '../../../../src/processes/save';
import { wordFailure, wordLate, wordSave } from '../../../../src/processes/save-wording';
import { wordRemedy } from '../../../../src/processes/waiting-remedy';
import { applied, failed, record, refused, waiting } from './records';

const SAVE: Save = { number: 12, build: 'new', at: 5_000, ms: 212.4, files: ['leaf.ts'] };
const CONTEXT = { host: 'box', remedy: 'send SIGUSR2', explains: () => true };

function judgeAlone(one: ProcessRecord, { at, build }: Save, live?: Live): Verdict {
  return judge(one, { at, build }, { before: 0, isThere: one.build === build, live });
}

function word(records: readonly ProcessRecord[], save = SAVE): string {
  const answers = records.map((one) => ({ record: one, verdict: judgeAlone(one, save) }));
  return wordSave(save, answers, CONTEXT).text;
}

const APPLIED = { generation: 1, outcome: applied() };
const LIVE: Live = { after: 14.4, patch: 'p', generation: 1, ms: 3 };
const PENDING = ['./leaf.ts', './app.ts'];
const CHAINS = [{ reason: 'unaccepted', modules: ['./main.ts'] }] as const;

describe('the line of a save', () => {
  it.each<[string, readonly ProcessRecord[], string]>([
    ['applied', [record(APPLIED)], 'applied in 3 ms by pid 4711'],
    [
      'applied, with workers',
      [
        record(APPLIED),
        record({ ...APPLIED, thread: 1 }),
        record({ ...APPLIED, thread: 2, outcome: applied(1, { ms: 41.7 }) }),
      ],
      'applied in 42 ms by pid 4711 (+2 workers)',
    ],
    ['applied by a worker only', [record({ ...APPLIED, thread: 3 })], 'applied in 3 ms by pid 4711 (worker 3)'],
    ['applied by two', [record(APPLIED), record({ ...APPLIED, pid: 4712 })], 'applied in 3 ms by pid 4711 and 4712'],
    [
      'applied by many',
      [1, 2, 3, 4, 5].map((pid) => record({ ...APPLIED, pid })),
      'applied in 3 ms by pid 1, 2, 3 and 2 more',
    ],
    ['applied elsewhere', [record({ ...APPLIED, host: 'web' })], 'applied in 3 ms by pid 4711 on web'],
    [
      'applied in part',
      [record({ generation: 1, outcome: applied(1, { refused: CHAINS }), pending: ['./main.ts'] })],
      'applied in 3 ms by pid 4711, without 1 module',
    ],
    [
      'applied, while others wait for their reloader',
      [record({ ...APPLIED, pending: PENDING })],
      'applied in 3 ms by pid 4711, 2 modules waiting',
    ],
    ['no change', [record()], 'no change in running code'],
    ['no change since an update', [record({ generation: 0, outcome: applied(0) })], 'no change in running code'],
    ['started meanwhile', [record({ startedAt: 6_000 })], 'running in pid 4711'],
    ['started and updated meanwhile', [record({ ...APPLIED, startedAt: 6_000 })], 'running in pid 4711'],
    [
      'rolled back by one that was started meanwhile',
      [record({ startedAt: 6_000, pending: PENDING, outcome: failed() })],
      'rolled back by pid 4711: TypeError: boom (in leaf.ts)',
    ],
    ['waiting', [record({ pending: PENDING, outcome: waiting() })], '2 modules waiting; send SIGUSR2'],
    [
      'refused',
      [record({ pending: PENDING, outcome: refused() })],
      'refused by pid 4711: leaf.ts → main.ts is not accepted',
    ],
    [
      'lost',
      [record({ build: 'old', outcome: refused('lost') })],
      'refused by pid 4711: no published update leads from the running build to the newest one',
    ],
    [
      'rolled back',
      [record({ pending: PENDING, outcome: failed() })],
      'rolled back by pid 4711: TypeError: boom (in leaf.ts)',
    ],
    [
      'broken',
      [record({ pending: PENDING, outcome: failed('broken') })],
      'pid 4711 is broken: TypeError: boom (in leaf.ts)',
    ],
    ['silent', [record({ build: 'old' })], 'pid 4711 has not answered'],
    [
      'of everything something',
      [record(APPLIED), record({ pid: 2 }), record({ pid: 3, pending: PENDING }), record({ pid: 4, build: 'old' })],
      'applied in 3 ms by pid 4711; no change in running code of pid 2; 2 modules waiting in pid 3; send SIGUSR2; pid 4 has not answered',
    ],
  ])('%s', (_, records, text) => {
    expect(word(records)).toBe(`#12 leaf.ts: build 212 ms, ${text}`);
  });

  it.each([
    ['b.ts', 'b.ts → main.ts is not accepted'],
    ['unknown.ts', 'a.ts → main.ts is not accepted'],
  ])('tells why %s was refused, where something else was, too', (file, reason) => {
    const chains = ['./a.ts', './b.ts'].map((id) => ({ reason: 'unaccepted', modules: [id, './main.ts'] }) as const);
    const outcome = { ...refused(), refused: chains } as Outcome;
    const line = word([record({ pending: PENDING, outcome })], { ...SAVE, files: [file] });
    expect(line).toBe(`#12 ${file}: build 212 ms, refused by pid 4711: ${reason}`);
  });

  it.each([
    [[], '#12: build'],
    [['a.ts', 'b.ts'], '#12 a.ts and 1 more: build'],
    [['a.ts', 'b.ts', 'c.ts'], '#12 a.ts and 2 more: build'],
  ])('names the files %j', (files, head) => {
    expect(word([record()], { ...SAVE, files })).toBe(`${head} 212 ms, no change in running code`);
  });

  it.each<[string, readonly ProcessRecord[], string]>([
    ['alone', [record(APPLIED)], 'live after 14 ms (applied in 3 ms by pid 4711), build 212 ms'],
    [
      'in part',
      [record({ ...APPLIED, pending: ['./main.ts'] })],
      'live after 14 ms (applied in 3 ms by pid 4711, 1 module waiting), build 212 ms',
    ],
    [
      'beside one that has nothing to do with it',
      [record(APPLIED), record({ pid: 2 })],
      'live after 14 ms (applied in 3 ms by pid 4711), build 212 ms, no change in running code of pid 2',
    ],
    [
      'and refused',
      [record({ pending: PENDING, outcome: refused() })],
      'build 212 ms, refused by pid 4711: leaf.ts → main.ts is not accepted',
    ],
  ])('tells what was live ahead of the build: %s', (_, records, text) => {
    const answers = records.map((one) => ({
      record: one,
      verdict: judgeAlone(one, SAVE, one.generation === 1 ? LIVE : undefined),
    }));
    expect(wordSave(SAVE, answers, CONTEXT)).toEqual({
      weight: text.includes('refused') ? 'warn' : 'info',
      text: `#12 leaf.ts: ${text}`,
    });
  });

  it('leaves out a reason that is printed elsewhere', () => {
    const one = record({ pending: PENDING, outcome: refused() });
    const answer = { record: one, verdict: judgeAlone(one, SAVE) };
    expect(wordLate(SAVE, answer, { ...CONTEXT, explains: () => false })).toEqual({
      weight: 'warn',
      text: '#12: refused by pid 4711',
    });
  });

  it.each([
    [record(APPLIED), 'info'],
    [record({ pending: PENDING, outcome: waiting() }), 'info'],
    [record({ pending: PENDING, outcome: failed() }), 'warn'],
    [record({ build: 'old' }), 'warn'],
  ])('matters as what it tells (%#)', (one, weight) => {
    expect(wordSave(SAVE, [{ record: one, verdict: judgeAlone(one, SAVE) }], CONTEXT).weight).toBe(weight);
  });

  it('of a failed build names what runs on', () => {
    expect(wordFailure(11, undefined)).toBe('build failed: the running processes keep build #11');
    expect(wordFailure(0, undefined)).toBe('build failed: the running processes keep what they run');
  });

  it.each([
    [14.4, 'live after 14 ms'],
    [undefined, 'published ahead of it'],
  ])('of a failed build names the patches that it takes back (%s)', (after, which) => {
    const text = `build failed: the running processes keep build #3; the patch of leaf.ts, ${which}, is taken back`;
    expect(wordFailure(3, { files: ['leaf.ts'], after })).toBe(text);
  });
});

it.each([
  ['manual', 'SIGUSR2', true, 'type r or send SIGUSR2'],
  ['manual', 'SIGUSR2', false, 'send SIGUSR2'],
  ['manual', false, true, 'type r'],
  ['manual', false, false, 'run npx module-hot-reload reload'],
  ['automatic', 'SIGUSR2', false, 'run npx module-hot-reload reload'],
] as const)('what helps in %s mode (signal %s, keyboard %s): %s', (mode, signal, keyboard, text) => {
  expect(wordRemedy({ mode, signal, keyboard })).toBe(text);
});
