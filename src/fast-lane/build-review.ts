/** Compares what was published ahead of a build with what the build has. */

import type { Compilation } from 'webpack';
import type { Patch } from '../patch';
import type { Mismatch, PatchObserver } from '../patch-publisher';
import type { BuiltModule, PatchAge } from '../patch-settlement';
import type { BuiltTexts } from '../built-texts';
import { findModule, placeOf } from './candidate';
import { hashesOf } from './code-hashes';
import type { FastLane, LaneRecords } from './fast-lane';
import type { LaneLog } from './lane-log';
import { attempt } from './lane-result';
import type { Mismatches } from './mismatches';
import { renderOriginal } from './patch-code';

/** Answers for the patches of one compiler when a build has come to its end. */
export class BuildReview implements PatchObserver {
  readonly #log: LaneLog;
  readonly #mismatches: Mismatches;
  readonly #texts: BuiltTexts;
  readonly #lane: Pick<FastLane, 'announce' | 'renew'>;

  constructor({ log, mismatches, texts }: LaneRecords, lane: Pick<FastLane, 'announce' | 'renew'>) {
    this.#lane = lane;
    this.#texts = texts;
    this.#log = log;
    this.#mismatches = mismatches;
  }

  look(compilation: Compilation, identifier: string): BuiltModule | undefined {
    const module = findModule(compilation, identifier);
    if (module === undefined) return undefined;
    const place = placeOf(compilation, module);
    // The build does not depend on what becomes of this: without a text, it counts as another one than was published.
    const rendered = attempt(() => ({ ok: true, text: renderOriginal(compilation, module, place)?.text }) as const);
    if (!rendered.ok) this.#log.thrown(`review of ${identifier}`, rendered);
    return {
      text: rendered.ok ? rendered.text : undefined,
      hashes: hashesOf(compilation, module, place.chunks),
    };
  }

  ageOf(patch: Patch): PatchAge {
    return this.#texts.ageOf(patch);
  }

  async renew(compilation: Compilation, patch: Patch): Promise<Patch | undefined> {
    return this.#lane.renew(compilation, patch);
  }

  onRenewed(patch: Patch, id: string): void {
    this.#lane.announce(patch, id);
  }

  onMismatch(compilation: Compilation, mismatch: Mismatch): void {
    this.#log.mismatch(mismatch, this.#mismatches.note(compilation, mismatch.patch));
  }

  onTakenBack(patch: Patch): void {
    this.#log.takenBack(patch);
  }
}
