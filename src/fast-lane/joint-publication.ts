/** Publishes what was saved together in one go, or leaves all of it to the build. */

import type { Compilation } from 'webpack';
import type { Patch } from '../patch';
import type { PatchAnswer } from '../patch-publisher';
import type { LaneFailure, LaneResult } from './lane-result';
import { attempt } from './lane-result';

/** A patch that may be published. */
export interface ReadyPatch {
  readonly compilation: Compilation;
  readonly patch: Patch;
  /** When its save was told of, in milliseconds by `performance.now()`. */
  readonly start: number;
  /** Is told what has become of it. */
  readonly conclude: (result: LaneResult) => void;
}

/** What decides about patches that are ready. */
export interface Situation {
  /** Whether there is a newer build than the one that they belong to. */
  readonly isOvertaken: boolean;
  /** Files that were saved as well, of which there will be a patch soon, or none. */
  readonly awaited: ReadonlySet<string>;
  /** A file that has changed as well, and that only the build will contain. */
  readonly other: string | undefined;
}

/** What is to be done with them. */
export type Decision =
  { readonly kind: 'publish' } | { readonly kind: 'wait' } | { readonly kind: 'leave'; readonly failure: LaneFailure };

/** Decides: what was saved together goes live together. */
export function decideTogether({ awaited, isOvertaken, other }: Situation): Decision {
  if (isOvertaken) return { kind: 'leave', failure: { ok: false, reason: 'overtaken' } };
  if (other !== undefined) return { kind: 'leave', failure: { ok: false, reason: 'other-changes', detail: other } };
  return { kind: awaited.size > 0 ? 'wait' : 'publish' };
}

/** Whom it works with. */
export interface JointParts {
  /** @param isReady - whether there is a patch of a file */
  readonly look: (compilation: Compilation, isReady: (file: string) => boolean) => Situation;
  readonly isCurrent: (patch: Patch) => boolean;
  readonly publish: (compilation: Compilation, patches: readonly Patch[]) => PatchAnswer;
  /** Is told of what was published. */
  readonly onPublished: (patches: readonly ReadyPatch[]) => void;
}

/** Owns the patches that are ready, and wait for those of other files. */
export class JointPublication {
  readonly #parts: JointParts;
  readonly #ready = new Map<string, ReadyPatch>();

  constructor(parts: JointParts) {
    this.#parts = parts;
  }

  /** A patch is ready, perhaps instead of an older one of the same file. */
  offer(ready: ReadyPatch): void {
    this.#ready.set(ready.patch.file, ready);
    this.settle();
  }

  /** Something may have come to an end that patches wait for. */
  settle(): void {
    const [first] = this.#ready.values();
    if (first === undefined) return;
    const decision = decideTogether(this.#parts.look(first.compilation, (file) => this.#ready.has(file)));
    if (decision.kind === 'wait') return;
    const all = [...this.#ready.values()];
    this.#ready.clear();
    if (decision.kind === 'publish') this.#publish(first.compilation, all);
    else for (const { conclude } of all) conclude(decision.failure);
  }

  #publish(compilation: Compilation, all: readonly ReadyPatch[]): void {
    const { isCurrent, onPublished } = this.#parts;
    const news = all.filter(({ patch }) => !isCurrent(patch));
    const written = this.#write(compilation, news);
    for (const one of all) {
      if (!news.includes(one)) one.conclude({ ok: false, reason: 'same-code' });
      else one.conclude(written.ok ? { ok: true, patch: one.patch } : written);
    }
    if (written.ok && news.length > 0) onPublished(news);
  }

  #write(compilation: Compilation, ready: readonly ReadyPatch[]): { readonly ok: true } | LaneFailure {
    if (ready.length === 0) return { ok: true };
    const patches = ready.map(({ patch }) => patch);
    return attempt(() => toResult(this.#parts.publish(compilation, patches)));
  }
}

function toResult(answer: PatchAnswer): { readonly ok: true } | LaneFailure {
  return answer === 'published' ? { ok: true } : { ok: false, reason: answer };
}
