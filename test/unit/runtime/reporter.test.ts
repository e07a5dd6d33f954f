/** Tests what is printed at each log level, and that nothing is printed twice in a row. */

import { LOG_LEVELS, type LogLevel } from '../../../runtime/protocol/bootstrap-options';
import type { Outcome } from '../../../runtime/protocol/outcome';
import { nameOfId, wordOutcome } from '../../../runtime/report';
import { Reporter } from '../../../runtime/reporter';

const COMMON = { generation: 1, ms: 2, pending: [], warnings: [] };
const APPLIED: Outcome = { ...COMMON, kind: 'applied', modules: ['./a'], boundaries: ['./a'], refused: [] };
const REFUSED = {
  ...COMMON,
  kind: 'refused',
  refused: [{ reason: 'unaccepted', modules: ['./main'] }],
} satisfies Outcome;
const FAILED: Outcome = { ...COMMON, kind: 'rolled-back', error: { name: 'Error', message: 'boom' }, modules: [] };

function record(
  level: LogLevel,
  supervision?: { readonly restarts: boolean },
): { readonly reporter: Reporter; readonly printed: string[] } {
  const printed: string[] = [];
  const print = (name: string) => (text: string) => void printed.push(`${name} ${text.split('\n')[0] ?? ''}`);
  const output = { error: print('error'), warn: print('warn'), info: print('info') };
  return { printed, reporter: new Reporter(output, level, supervision) };
}

describe('the log level', () => {
  const error = 'error [hot] rolled back: Error: boom';
  const warnings = [
    'warn [hot] refused: main is not accepted, the running code is kept',
    'warn [hot] warning: careful',
    'warn [hot] warning: Error: listener',
  ];
  const info = 'info [hot] applied 1 module in 2 ms: a';
  const expected: Readonly<Record<LogLevel, readonly string[]>> = {
    silent: [],
    error: [error],
    warn: [error, ...warnings],
    info: [error, ...warnings, info],
    debug: [error, ...warnings, info],
  };

  it.each(LOG_LEVELS)('%s', (level) => {
    const { printed, reporter } = record(level);
    reporter.outcome(FAILED);
    reporter.outcome(REFUSED);
    reporter.warn('careful');
    reporter.problem({ name: 'Error', message: 'listener' });
    reporter.outcome(APPLIED);
    expect(printed).toEqual(expected[level]);
  });
});

describe('a report that says the same again', () => {
  it.each([
    ['a refusal', REFUSED, 1],
    ['what waits', { ...COMMON, kind: 'unchanged', pending: ['./a'] } satisfies Outcome, 1],
    ['an applied update', APPLIED, 3],
    ['a failure', FAILED, 3],
  ])('of %s is printed as often as it is news', (_, outcome, times) => {
    const { printed, reporter } = record('info');
    for (let count = 0; count < 3; count += 1) reporter.outcome(outcome);
    expect(printed).toHaveLength(times);
  });

  it('of a change that stays refused comes with none of the edits that go live meanwhile', () => {
    const { printed, reporter } = record('info');
    const part: Outcome = { ...APPLIED, refused: REFUSED.refused };
    for (const outcome of [part, part, FAILED, part]) reporter.outcome(outcome);
    expect(printed.filter((line) => line.includes('refused'))).toHaveLength(1);
    for (const outcome of [APPLIED, part]) reporter.outcome(outcome);
    expect(printed.filter((line) => line.includes('refused'))).toHaveLength(2);
  });

  it('is printed again after something else was said', () => {
    const { printed, reporter } = record('info');
    for (const outcome of [REFUSED, APPLIED, REFUSED]) reporter.outcome(outcome);
    expect(printed).toHaveLength(3);
  });
});

describe('in a supervised process', () => {
  const WAITING: Outcome = { ...COMMON, kind: 'unchanged', pending: ['./a'] };
  const BROKEN: Outcome = { ...FAILED, kind: 'broken' };

  it('what the compiler prints is left to it', () => {
    const { printed, reporter } = record('info', { restarts: false });
    for (const outcome of [APPLIED, WAITING]) reporter.outcome(outcome);
    expect(printed).toEqual([]);
    const detailed = record('debug', { restarts: false });
    for (const outcome of [APPLIED, WAITING]) detailed.reporter.outcome(outcome);
    expect(detailed.printed).toHaveLength(2);
  });

  it.each([
    [true, []],
    [false, ['warn [hot] refused: leaf → main is not accepted, the running code is kept']],
  ])('that restarts it (%s) a refusal is left to the compiler, too', (restarts, expected) => {
    const refused: Outcome = { ...REFUSED, refused: [{ reason: 'unaccepted', modules: ['./leaf', './main'] }] };
    const { printed, reporter } = record('info', { restarts });
    reporter.outcome(refused);
    expect(printed).toEqual(expected);
  });

  it.each([
    [true, false],
    [false, true],
  ])('that restarts it (%s) nobody is asked to do so (%s)', (restarts, advises) => {
    const [failed, broken] = [FAILED, BROKEN].map((outcome) => wordOutcome(outcome, nameOfId, { restarts })[0]?.text);
    expect(failed).toMatch(/^rolled back: Error: boom/);
    expect(broken?.includes('Restart')).toBe(advises);
  });
});
