/** Decides before anything is built which edits are left to the full build, each for a reason with a name. */

import { laneVerdict } from '../../../../src/fast-lane/lane-verdict';
import type { LaneFacts, ModuleFacts } from '../../../../src/fast-lane/lane-verdict';

const MODULE: ModuleFacts = {
  isFile: true,
  isJavaScript: true,
  isVirtual: false,
  isConcatenated: false,
  isRuntime: false,
  hasProblems: false,
  isCacheable: true,
  hasSideFiles: false,
  isParsed: true,
  chunks: 1,
  differsByRuntime: false,
  loader: undefined,
  readsMore: false,
};

const FACTS: LaneFacts = {
  buildFailed: false,
  isLazy: false,
  isMinimized: false,
  isOptimized: false,
  isReadByChild: false,
  hasMismatched: false,
  modules: 1,
  isReadByOthers: false,
  module: MODULE,
};

test('a plain module is taken', () => {
  expect(laneVerdict(FACTS)).toBe('take');
});

test.each<[Partial<LaneFacts>, string]>([
  [{ buildFailed: true }, 'build-failed'],
  [{ isLazy: true }, 'lazy-compilation'],
  [{ isMinimized: true }, 'minimized'],
  [{ isOptimized: true }, 'optimized'],
  [{ isReadByChild: true }, 'child-compilation'],
  [{ hasMismatched: true }, 'mismatched-before'],
  [{ modules: 2 }, 'several-modules'],
  [{ isReadByOthers: true }, 'read-by-others'],
  [{ modules: 0, module: undefined }, 'no-module'],
])('%j is left to the build: %s', (facts, reason) => {
  expect(laneVerdict({ ...FACTS, ...facts })).toBe(reason);
});

test.each<[Partial<ModuleFacts>, string]>([
  [{ isFile: false }, 'not-a-file'],
  [{ isVirtual: true }, 'virtual'],
  [{ isJavaScript: false }, 'not-javascript'],
  [{ isRuntime: true }, 'own-runtime'],
  [{ isConcatenated: true }, 'concatenated'],
  [{ hasProblems: true }, 'module-has-problems'],
  [{ isCacheable: false }, 'not-cacheable'],
  [{ hasSideFiles: true }, 'side-files'],
  [{ isParsed: false }, 'not-parsed'],
  [{ chunks: 0 }, 'in-no-chunk'],
  [{ differsByRuntime: true }, 'differs-by-runtime'],
  [{ loader: 'loader-checks-types' }, 'loader-checks-types'],
  [{ readsMore: true }, 'loader-reads-more'],
])('a module with %j is left to the build: %s', (facts, reason) => {
  expect(laneVerdict({ ...FACTS, module: { ...MODULE, ...facts } })).toBe(reason);
});
