/** Knows what was published on top of a build; it never changes, but is replaced. */

import { createHash } from 'node:crypto';
import type { PublishedUpdate, UpdateStep } from './journal';
import type { Patch, PatchCode, SealedPatch } from './patch';
import type { BuiltModule, Ending, PatchAge, PatchedModule, Settlement } from './patch-settlement';
import { settlePatches } from './patch-settlement';
import { containFactory } from './published-factory';

/** A module that was patched, with how to give it its original code back. */
interface Entry extends PatchedModule {
  readonly patch: Patch;
}

/** What is known of a build that has ended, and of what it has read. */
export interface PatchReview {
  /** Looks up a module in the build. */
  readonly look: (module: string) => BuiltModule | undefined;
  readonly ageOf: (patch: Patch) => PatchAge;
  /** The texts of the update files that lead to it. */
  readonly updates: readonly string[];
}

/** A patch that is about to be published. */
interface NextPatch extends Pick<SealedPatch, 'contents'> {
  readonly update: PublishedUpdate;
}

/** What there is when patches are published, and the files that have to be written for that, by name. */
export interface ExtendedLedger {
  readonly ledger: PatchLedger;
  readonly contents: ReadonlyMap<string, Buffer>;
}

/** The newest patch of a module. */
interface LiveModule {
  readonly patch: Patch;
  readonly published: string;
  /** What a process names as its build that has taken it. */
  readonly id: string;
}

/** The patches of one build. */
export class PatchLedger {
  /** Oldest first. */
  readonly updates: readonly PublishedUpdate[];
  readonly #modules: ReadonlyMap<string, LiveModule>;

  constructor(updates: readonly PublishedUpdate[] = [], modules: ReadonlyMap<string, LiveModule> = new Map()) {
    this.updates = updates;
    this.#modules = modules;
  }

  /** The newest patch of each module. */
  get newest(): readonly Pick<LiveModule, 'patch' | 'id'>[] {
    return [...this.#modules.values()];
  }

  /** What a process has reached that has taken everything. */
  top(build: string): string {
    return this.updates.at(-1)?.update.to ?? build;
  }

  /**
   * Whether a process that names one build has taken another one; of patches, each contains those before.
   *
   * @param newest - the build that is patched
   */
  hasReached(newest: string, build: string, goal: string): boolean {
    const chain = [newest, ...this.updates.map(({ update }) => update.to)];
    const place = chain.indexOf(goal);
    return build === goal || (place >= 0 && chain.indexOf(build) > place);
  }

  /** Whether processes that have taken everything run this code already. */
  isCurrent({ module, fresh, original }: Patch): boolean {
    return fresh.text === (this.#modules.get(module)?.published ?? original.text);
  }

  /**
   * Tells what there is when further patches are published.
   *
   * @param codeOf - which code of a patch that is
   */
  extend(patches: readonly Patch[], codeOf: (patch: Patch) => PatchCode): ExtendedLedger {
    const updates = [...this.updates];
    const modules = new Map(this.#modules);
    const contents = new Map<string, Buffer>();
    for (const patch of patches) {
      const code = codeOf(patch);
      const next = sealNext(updates.at(-1)?.update.to ?? patch.build, code);
      for (const [name, content] of next.contents) contents.set(name, content.buffer());
      updates.push(next.update);
      modules.set(patch.module, { patch, published: code.text, id: next.update.update.to });
    }
    return { ledger: new PatchLedger(updates, modules), contents };
  }

  /** Says what is to be done now that a build has ended. */
  settle(ending: Ending, { ageOf, look, updates }: PatchReview): Settlement<Entry> {
    const entries = [...this.#modules].map(([module, { patch, published }]) => ({
      patch,
      published,
      original: patch.original.text,
      originalHash: patch.codeHash,
      built: ending === 'other' ? look(module) : undefined,
      age: ageOf(patch),
      isEmitted: ending === 'other' && containFactory(updates, published),
    }));
    return settlePatches(entries, ending);
  }

  /**
   * Ties the steps that lead to a new build to the patches: they lead on from the last one, or from each of them.
   *
   * @param leadsOn - whether a process has to have taken the patches
   */
  connect(steps: readonly UpdateStep[], leadsOn: boolean): readonly UpdateStep[] {
    const [first, ...rest] = steps;
    if (first === undefined || this.updates.length === 0) return steps;
    if (leadsOn) return [{ ...first, from: this.top(first.from) }, ...rest];
    const over = this.updates.map(({ update }) => update.to);
    // A process may be about to read them, or a debugger: they stay as long as the step, and go with it.
    const assets = [...first.assets, ...this.updates.flatMap((update) => update.assets)];
    const files = Object.assign(
      {},
      ...this.updates.map(({ update }) => update.files),
      first.files,
    ) as typeof first.files;
    return [{ ...first, over, assets, files }, ...rest];
  }
}

/** As many characters as the hash of a build has by default. */
const NAME_LENGTH = 20;

/** Names the code of a module, and the files of it, after what it is on top of. */
function sealNext(from: string, code: PatchCode): NextPatch {
  // Depends on everything before: two sessions that patch the same build must not give the same name to two things.
  const to = createHash('sha256').update(from).update('\0').update(code.text).digest('hex').slice(0, NAME_LENGTH);
  const { contents, step } = code.seal(to);
  const { assets, ...files } = step;
  return { contents, update: { update: { ...files, from, to, at: Date.now(), patch: true }, assets } };
}
