/** Words the state of an output folder as a table. */

import type { ProcessRecord } from '../../runtime/protocol/process-record';
import { count } from '../processes/process-names';
import type { Snapshot } from './snapshot';

const HEAD = ['pid', 'thread', 'runtime', 'build', 'generation', 'pending', 'last outcome', 'age'];

/**
 * Words it.
 *
 * @param now - milliseconds since the epoch
 * @param host - name of this machine
 */
export function wordStatus(snapshot: Snapshot, now: number, host: string): readonly string[] {
  const rows = snapshot.processes.map((record) => wordRow(record, now, host));
  return [wordHeadline(snapshot), ...(rows.length === 0 ? ['No process runs the bundle.'] : align([HEAD, ...rows]))];
}

function wordHeadline({ journal, build, patched, compilers }: Snapshot): string {
  const newest = build === undefined ? 'no build that can be read' : wordNewest(build, patched);
  const states = compilers.map(({ pid, state, failed }) => {
    const what = state === 'building' ? 'is building' : failed ? 'is idle, the last build has errors' : 'is idle';
    return `webpack (pid ${pid}) ${what}`;
  });
  return [`${journal}: ${newest}`, ...(states.length === 0 ? ['no webpack watches'] : states)].join('; ');
}

function wordNewest(build: string, patched: boolean): string {
  return patched ? `newest patch ${shorten(build)}, its build is to follow` : `newest build ${shorten(build)}`;
}

function wordRow(record: ProcessRecord, now: number, host: string): readonly string[] {
  const { pid, thread, runtime, build, generation, pending, startedAt } = record;
  const where = record.host === host ? '' : ` on ${record.host}`;
  return [
    `${pid}${where}`,
    thread === 0 ? 'main' : `worker ${thread}`,
    runtime,
    shorten(build),
    String(generation),
    String(pending.length),
    wordOutcome(record),
    wordAge(now - startedAt),
  ];
}

/** What was waited for may have been taken back since, which is no outcome. */
function wordOutcome({ outcome, pending }: ProcessRecord): string {
  switch (outcome?.kind) {
    case undefined:
      return '-';
    case 'applied':
      return `applied ${count(outcome.modules.length, 'module')} in ${outcome.ms} ms`;
    case 'unchanged':
      return pending.length > 0 ? 'waiting' : 'unchanged';
    case 'refused':
      return 'refused';
    case 'rolled-back':
      return `rolled back (${firstLine(outcome.error.message)})`;
    case 'broken':
      return `broken (${firstLine(outcome.error.message)})`;
    default:
      return outcome satisfies never;
  }
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

function shorten(build: string): string {
  return build.slice(0, 8);
}

function wordAge(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}

function align(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
