/** Decides whether a module that was built beside a compilation is good enough to be looked at. */

import type { FileModule } from './internals';

/** What is known of a module that was built. */
export interface FreshFacts {
  readonly hasProblems: boolean;
  readonly isCacheable: boolean;
  readonly hasSideFiles: boolean;
  /** Names of what was read besides the file, now and when the module was built by webpack. */
  readonly read: readonly string[];
  readonly readBefore: readonly string[];
  readonly looksIntoFolders: boolean;
}

/** Why a module that was built is left to the full build. */
export type FreshProblem = 'fresh-has-problems' | 'not-cacheable' | 'side-files' | 'other-files' | 'folders';

/** Says what is wrong with a module that was built, if anything is. */
export function findFreshProblem(facts: FreshFacts): FreshProblem | undefined {
  if (facts.hasProblems) return 'fresh-has-problems';
  if (!facts.isCacheable) return 'not-cacheable';
  if (facts.hasSideFiles) return 'side-files';
  if (facts.looksIntoFolders) return 'folders';
  const before = new Set(facts.readBefore);
  const isSame = facts.read.length === before.size && facts.read.every((name) => before.has(name));
  return isSame ? undefined : 'other-files';
}

/** Looks at a module that was built. */
export function describeFresh(
  fresh: FileModule,
  isCacheable: boolean,
  read: readonly string[],
  readBefore: readonly string[],
): FreshFacts {
  const { assets, contextDependencies } = fresh.buildInfo ?? {};
  return {
    hasProblems: fresh.getNumberOfErrors() + fresh.getNumberOfWarnings() > 0,
    isCacheable,
    hasSideFiles: assets !== undefined && Object.keys(assets as object).length > 0,
    read,
    readBefore,
    looksIntoFolders: contextDependencies !== undefined && [...(contextDependencies as Iterable<string>)].length > 0,
  };
}
