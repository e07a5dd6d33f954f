/** Decides, before anything is built, whether an edited module can take the fast lane. */

import type { LoaderProblem } from './loader-purity';

/** What is known of the last build and of an edited file in it. */
export interface LaneFacts {
  /** Whether the last build had errors. */
  readonly buildFailed: boolean;
  /** Whether modules are compiled when they are asked for (`lazyCompilation`). */
  readonly isLazy: boolean;
  /** Whether update files are made smaller or otherwise processed after they were rendered. */
  readonly isMinimized: boolean;
  /** Whether other modules are affected by how a module uses them, or the other way round. */
  readonly isOptimized: boolean;
  /** Whether a child compilation reads the file. */
  readonly isReadByChild: boolean;
  /** Whether a build had something else than a patch of the file. */
  readonly hasMismatched: boolean;
  /** How many modules are made of the file. */
  readonly modules: number;
  /** Whether other modules have read the file. */
  readonly isReadByOthers: boolean;
  /** The one module that is made of it. */
  readonly module: ModuleFacts | undefined;
}

/** What is known of the edited module. */
export interface ModuleFacts {
  readonly isFile: boolean;
  /** Whether JavaScript is made of it, as also of JSON. */
  readonly isJavaScript: boolean;
  readonly isVirtual: boolean;
  readonly isConcatenated: boolean;
  readonly isRuntime: boolean;
  readonly hasProblems: boolean;
  /** Whether its generation depended on nothing but what webpack was told. */
  readonly isCacheable: boolean;
  readonly hasSideFiles: boolean;
  readonly isParsed: boolean;
  readonly chunks: number;
  /** Whether its code is another one in each runtime. */
  readonly differsByRuntime: boolean;
  readonly loader: LoaderProblem | undefined;
  /** Whether loaders have read more than the file, and are not known for reading configuration only. */
  readonly readsMore: boolean;
}

/** Why an edit is left to the full build before anything is built for it. */
export type Obstacle =
  | 'build-failed'
  | 'lazy-compilation'
  | 'minimized'
  | 'optimized'
  | 'child-compilation'
  | 'mismatched-before'
  | 'no-module'
  | 'several-modules'
  | 'read-by-others'
  | 'not-a-file'
  | 'not-javascript'
  | 'virtual'
  | 'concatenated'
  | 'own-runtime'
  | 'module-has-problems'
  | 'not-cacheable'
  | 'side-files'
  | 'not-parsed'
  | 'in-no-chunk'
  | 'differs-by-runtime'
  | 'loader-reads-more'
  | LoaderProblem;

/** Says what keeps an edited file from taking the fast lane, if anything does. */
export function laneVerdict(facts: LaneFacts): 'take' | Obstacle {
  if (facts.buildFailed) return 'build-failed';
  if (facts.isLazy) return 'lazy-compilation';
  if (facts.isMinimized) return 'minimized';
  if (facts.isOptimized) return 'optimized';
  if (facts.isReadByChild) return 'child-compilation';
  if (facts.hasMismatched) return 'mismatched-before';
  if (facts.modules > 1) return 'several-modules';
  if (facts.isReadByOthers) return 'read-by-others';
  return facts.module === undefined ? 'no-module' : judgeModule(facts.module);
}

function judgeModule(module: ModuleFacts): 'take' | Obstacle {
  if (!module.isFile) return 'not-a-file';
  if (module.isVirtual) return 'virtual';
  if (!module.isJavaScript) return 'not-javascript';
  if (module.isRuntime) return 'own-runtime';
  if (module.isConcatenated) return 'concatenated';
  if (module.hasProblems) return 'module-has-problems';
  if (!module.isCacheable) return 'not-cacheable';
  if (module.hasSideFiles) return 'side-files';
  if (!module.isParsed) return 'not-parsed';
  if (module.chunks === 0) return 'in-no-chunk';
  if (module.differsByRuntime) return 'differs-by-runtime';
  return module.loader ?? (module.readsMore ? 'loader-reads-more' : 'take');
}
