/** Asks every process to apply what waits, and tells what has become of it. */

import os from 'node:os';
import type { ProcessRecord } from '../../runtime/protocol/process-record';
import { keyOf } from '../processes/process-list';
import { requestReload } from '../processes/reload-request';
import { judge } from '../processes/save';
import { wordAnswers } from '../processes/save-wording';
import { OutputView } from './output-view';
import { nameRecord } from './snapshot';

/** What to print, and how to exit. */
export interface Result {
  readonly lines: readonly string[];
  readonly isGood: boolean;
}

/** Writes the request, and waits for the answers. */
export async function reload(folder: string, journal: string, timeout: number): Promise<Result> {
  const view = new OutputView(folder, journal);
  const before = (await view.look()).processes;
  if (before.length === 0) return { lines: ['No process runs the bundle.'], isGood: true };
  const request = requestReload(folder, journal);
  const asked = new Set(before.map(keyOf));
  const isAsked = (record: ProcessRecord): boolean => asked.has(keyOf(record));
  let last: readonly ProcessRecord[] = before;
  await view.until(({ processes }) => {
    last = processes.filter(isAsked);
    return last.every(({ answered }) => answered === request) || undefined;
  }, timeout);
  return wordResult(before, last, request, os.hostname());
}

/**
 * Words what each process has answered.
 *
 * @param id - identifier of the request
 * @param host - name of this machine
 */
export function wordResult(
  before: readonly ProcessRecord[],
  after: readonly ProcessRecord[],
  id: string,
  host: string,
): Result {
  const results = before.map((record): Result => {
    const now = after.find((other) => keyOf(other) === keyOf(record));
    if (now === undefined) return { lines: [`${nameRecord(record)} has ended`], isGood: true };
    if (now.answered !== id) return { lines: [`${nameRecord(record)} has not answered`], isGood: false };
    return wordAnswer(record, now, host);
  });
  return { lines: results.flatMap(({ lines }) => lines), isGood: results.every(({ isGood }) => isGood) };
}

function wordAnswer(before: ProcessRecord, record: ProcessRecord, host: string): Result {
  const verdict = judge(record, { at: Infinity, build: record.build }, { before: before.generation, isThere: true });
  const context = { host, remedy: '', explains: () => true };
  if (verdict.kind === 'unchanged') return { lines: [`nothing waited in ${nameRecord(record)}`], isGood: true };
  const isGood = verdict.kind === 'applied' && verdict.left.modules === 0;
  return { lines: [wordAnswers([{ record, verdict }], 1, context).text], isGood };
}
