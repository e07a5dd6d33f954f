/** Decides what becomes of patches when a build has come to its end. */

/** A module that was patched, and what the build says about it. */
export interface PatchedModule {
  /** The text that was published last. */
  readonly published: string;
  /** The text that the build has which was patched. */
  readonly original: string;
  /** The hash that this build had given to the code of the module. */
  readonly originalHash: string;
  /** What the new build has; `undefined` where the module is gone. */
  readonly built: BuiltModule | undefined;
  /** How the text that the patch was made of compares with the one that the new build has read. */
  readonly age: PatchAge;
  /** Whether the update files of the new build contain what was published: plugins change modules and files later. */
  readonly isEmitted: boolean;
}

/** A module in the new build. */
export interface BuiltModule {
  readonly text: string | undefined;
  readonly hashes: readonly string[];
}

/** Whether a patch was made of the text that a build has, of one before, or of one that was saved when it had begun. */
export type PatchAge = 'same' | 'older' | 'newer';

/** How a build has ended: it has failed, it is the one that was patched, or it is another one. */
export type Ending = 'failed' | 'same' | 'other';

/** What is to be done. */
export interface Settlement<M extends PatchedModule> {
  /** Modules that get their original code back: nothing else would change them. */
  readonly undo: readonly M[];
  /** Whether processes can only get to the new build by way of the patches. */
  readonly leadsOn: boolean;
  /** Modules of which the new build says something else than the patch did, though of the same text. */
  readonly mismatched: readonly M[];
  /** Modules whose patch says more than the new build does: the next build will contain it. */
  readonly newer: readonly M[];
}

/**
 * Decides it. An update holds the modules whose code has another hash; one that has the hash of the build that was patched
 * is not in it, so the patch would stay for ever.
 */
export function settlePatches<M extends PatchedModule>(modules: readonly M[], ending: Ending): Settlement<M> {
  const newer = modules.filter(isNewer);
  const isUndone = (module: M): boolean => module.published !== module.original && !newer.includes(module);
  if (ending !== 'other') return { undo: modules.filter(isUndone), leadsOn: true, mismatched: [], newer };
  const left = modules.filter(({ built, originalHash }) => built?.hashes.includes(originalHash) === true);
  return {
    undo: left.filter(isUndone),
    leadsOn: left.length > 0,
    mismatched: modules.filter((module) => module.published !== module.original && isMismatched(module)),
    newer,
  };
}

function isNewer({ age, built, published }: PatchedModule): boolean {
  return age === 'newer' && built?.text !== published;
}

function isMismatched(module: PatchedModule): boolean {
  return module.age === 'same' && !isConfirmed(module);
}

function isConfirmed({ built, isEmitted, published }: PatchedModule): boolean {
  return built === undefined || (built.text === published && isEmitted);
}
