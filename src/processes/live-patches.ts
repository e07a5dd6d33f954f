/** Remembers which patches went live ahead of their build, and how soon. */

import type { ProcessRecord } from '../../runtime/protocol/process-record';
import { keyOf } from './process-list';

/** Code that was published ahead of its build. */
export interface PublishedPatch {
  /** What a process names as its build that has taken it. */
  readonly id: string;
  /** The files, as people know them. */
  readonly files: readonly string[];
  /** Milliseconds since the epoch at which the first of the edits was heard of. */
  readonly at: number;
}

/** How soon a process ran an edit. */
export interface Live {
  /** Milliseconds from the watcher's event to the record of the process. */
  readonly after: number;
  /** What a process named as its build. */
  readonly patch: string;
  /** The generation that runs it. */
  readonly generation: number;
  /** Milliseconds that it took to apply. */
  readonly ms: number;
}

/** A patch that a build does not contain, for it has failed. */
export interface TakenBack {
  readonly files: readonly string[];
  /** How soon every process ran it that did; nothing where none did. */
  readonly after: number | undefined;
}

/** Owns the patches since the last published build, and those that it contains. */
export class LivePatches {
  readonly #now: () => number;
  #confirmed = new Map<string, PublishedPatch>();
  #open = new Map<string, PublishedPatch>();
  readonly #live = new Map<string, Live>();

  /** @param now - milliseconds since the epoch */
  constructor(now: () => number) {
    this.#now = now;
  }

  add(patch: PublishedPatch): void {
    this.#open.set(patch.id, patch);
  }

  has(id: string): boolean {
    return this.#open.has(id) || this.#confirmed.has(id);
  }

  /**
   * A build was published.
   *
   * @returns the last patch that it contains, if there is one
   */
  confirm(): string | undefined {
    this.#confirmed = this.#open;
    this.#open = new Map();
    return [...this.#confirmed.keys()].at(-1);
  }

  /** A build has failed. */
  takeBack(): TakenBack | undefined {
    if (this.#open.size === 0) return undefined;
    const files = [...new Set([...this.#open.values()].flatMap((patch) => patch.files))];
    const lives = [...this.#live.values()].filter(({ patch }) => this.#open.has(patch));
    const times = lives.map(({ after }) => after);
    this.confirm();
    return { files, after: times.length === 0 ? undefined : Math.max(...times) };
  }

  /**
   * Takes notice of what a process has come to.
   *
   * @param before - the generation that it was in before
   * @returns whether it has come to a patch: there is more to say when the build is there
   */
  note(record: ProcessRecord, before: number): boolean {
    const { build, generation, outcome } = record;
    const patch = this.#open.get(build) ?? this.#confirmed.get(build);
    if (patch === undefined) return false;
    const key = keyOf(record);
    const isNews = generation > Math.max(before, this.#live.get(key)?.generation ?? before);
    if (isNews && outcome?.kind === 'applied') {
      this.#live.set(key, { after: Math.max(0, this.#now() - patch.at), patch: build, generation, ms: outcome.ms });
    }
    return true;
  }

  /** How soon a process ran what it runs, if that was ahead of the build that was published last. */
  of(record: ProcessRecord): Live | undefined {
    const live = this.#live.get(keyOf(record));
    return live !== undefined && isStillRun(live, record) && this.#confirmed.has(live.patch) ? live : undefined;
  }
}

/** What an edit imports no more is removed by its build: nothing else is run then. */
function isStillRun({ generation }: Live, { generation: now, outcome }: ProcessRecord): boolean {
  const isRemoval = outcome?.kind === 'applied' && outcome.boundaries.length === 0;
  return now === generation || (isRemoval && now === generation + 1);
}
