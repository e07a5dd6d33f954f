/** Knows who has ended instead of answering a save, and whether others have taken their place. */

import type { ProcessRecord } from '../../runtime/protocol/process-record';
import { keyOf } from './process-list';
import type { Answer } from './save-wording';

/** Owns what is known of those who have not answered the newest save. */
export class Successors {
  /** Those who have not answered and may be replaced, by their key: which runtime they are of. */
  #silent: ReadonlyMap<string, string> = new Map();
  /** The runtimes of those who have ended before they answered. */
  #gone: readonly string[] = [];
  #since = Infinity;

  /**
   * A save is to be answered.
   *
   * @param records - those who are there
   * @param since - milliseconds since the epoch: who is started later runs what was saved
   */
  expect(records: readonly ProcessRecord[], since: number): void {
    const replaceable = records.filter((record) => records.some((other) => hasStarted(other, record)));
    this.#silent = new Map(replaceable.map((record) => [keyOf(record), record.runtime]));
    this.#gone = [];
    this.#since = since;
  }

  /** Nobody is waited for any more. */
  forget(): void {
    this.expect([], Infinity);
  }

  /**
   * Whether somebody is still to come: what refuses an update and is replaced by the application says nothing, ends, and
   * its successor runs the same bundle.
   *
   * @param answers - of those who are there now
   */
  areMissing(answers: readonly Answer[]): boolean {
    const verdicts = new Map(answers.map(({ record, verdict }) => [keyOf(record), verdict.kind]));
    const silent = [...this.#silent];
    const gone = silent.filter(([key]) => !verdicts.has(key)).map(([, runtime]) => runtime);
    this.#silent = new Map(silent.filter(([key]) => verdicts.get(key) === 'silent'));
    this.#gone = [...this.#gone, ...gone];
    const started = answers.filter(({ record }) => record.startedAt >= this.#since).map(({ record }) => record.runtime);
    return this.#gone.some((runtime) => count(started, runtime) < count(this.#gone, runtime));
  }
}

/** Whoever has started a thread or process may start another one in its place. */
function hasStarted(other: ProcessRecord, { host, pid, parent, thread }: ProcessRecord): boolean {
  return other.host === host && other.thread === 0 && other.pid === (thread > 0 ? pid : parent);
}

function count(names: readonly string[], name: string): number {
  return names.filter((other) => other === name).length;
}
