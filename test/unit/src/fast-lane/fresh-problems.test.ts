/** Decides whether a module that was built again may be looked at. */

import { findFreshProblem } from '../../../../src/fast-lane/fresh-problems';
import type { FreshFacts } from '../../../../src/fast-lane/fresh-problems';

const FACTS: FreshFacts = {
  hasProblems: false,
  isCacheable: true,
  hasSideFiles: false,
  read: ['/babel.config.js'],
  readBefore: ['/babel.config.js'],
  looksIntoFolders: false,
};

test('a module without problems is good', () => {
  expect(findFreshProblem(FACTS)).toBeUndefined();
});

test.each<[Partial<FreshFacts>, string]>([
  [{ hasProblems: true }, 'fresh-has-problems'],
  [{ isCacheable: false }, 'not-cacheable'],
  [{ hasSideFiles: true }, 'side-files'],
  [{ looksIntoFolders: true }, 'folders'],
  [{ read: [] }, 'other-files'],
  [{ read: ['/other.js'] }, 'other-files'],
])('%j: %s', (facts, problem) => {
  expect(findFreshProblem({ ...FACTS, ...facts })).toBe(problem);
});
