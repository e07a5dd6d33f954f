/** Holds what threads and processes of an application have refused, until its main thread has told what it makes of that build. */

import type { ProcessRecord } from '../../runtime/protocol/process-record';
import type { Verdict } from './state';

type Refusal = Extract<Verdict, { kind: 'refused' }>;

/** What the main thread has come to. */
interface Progress {
  readonly build: string;
  /** Whether it has undone the newest code: another process would fail with that. */
  readonly hasFailed: boolean;
}

/** Owns what was refused in one process and in those that it has started. */
export class OtherRefusals {
  #main: Progress | undefined;
  #held: readonly { readonly build: string; readonly refusal: Refusal }[] = [];

  /** The main thread has told of itself. */
  noteMain({ build, outcome }: Pick<ProcessRecord, 'build' | 'outcome'>): void {
    this.#main = { build, hasFailed: outcome?.kind === 'rolled-back' };
  }

  /** Another one has refused what a build brings. */
  hold(build: string, refusal: Refusal): void {
    this.#held = [...this.#held, { build, refusal }];
  }

  /**
   * Hands over what was refused, once the main thread runs the newest build. Where that has failed there, it stays as it
   * is: the next build decides anew.
   *
   * @param isNewest - whether who names a build has taken the newest one
   */
  release(isNewest: (build: string) => boolean): readonly Refusal[] {
    if (this.#main === undefined || !isNewest(this.#main.build)) return [];
    const newest = this.#held.filter(({ build }) => isNewest(build));
    // What was refused since is of a build that is not known yet to be published.
    this.#held = this.#held.slice(this.#held.findLastIndex(({ build }) => isNewest(build)) + 1);
    return this.#main.hasFailed ? [] : newest.map(({ refusal }) => refusal);
  }
}
