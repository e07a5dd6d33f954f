/** Tells what webpack has done since the build that an edit is compared with. */

import type { Compiler, Module } from 'webpack';
import { isBuilding } from '../watcher';
import type { Baseline } from './baseline';

/** What has come after a build. */
export interface Aftermath {
  /** What it is; `undefined` where the build is the newest one, and webpack is not at work. */
  readonly since: () => 'building' | 'build-failed' | undefined;
  /** Whether webpack may not know any more, although it is not at work, what the build had of a module. */
  readonly hasForgotten: (module: Module) => boolean;
}

/** Nothing has. */
export const NOTHING: Aftermath = { since: () => undefined, hasForgotten: () => false };

/**
 * Looks at one compiler.
 *
 * @param baseline - has the build that edits are compared with; without one, that is the newest
 */
export function aftermathOf(compiler: Compiler, baseline?: Pick<Baseline, 'hasForgotten' | 'isNewest'>): Aftermath {
  const since = (): ReturnType<Aftermath['since']> => {
    if (isBuilding(compiler)) return 'building';
    return baseline === undefined || baseline.isNewest ? undefined : 'build-failed';
  };
  return { since, hasForgotten: (module) => baseline?.hasForgotten(module) === true };
}
