/** Decides what may be done with modules of certain loaders. */

import { areInstalled, findImpureLoader, mayReadConfiguration } from '../../../../src/fast-lane/loader-purity';

const TS_LOADER = '/app/node_modules/ts-loader/index.js';

test.each([
  [{ transpileOnly: true }, false],
  [{ happyPackMode: true, transpileOnly: false }, false],
  [{}, true],
  [undefined, true],
  [{ transpileOnly: true }, true],
])('ts-loader with %j is taken, where types are checked by a plugin: %s', (options, hasTypeChecker) => {
  expect(findImpureLoader([{ loader: TS_LOADER, options }], hasTypeChecker)).toBeUndefined();
});

test.each([
  [{}, false],
  [undefined, false],
  [{ transpileOnly: false }, true],
  ['transpileOnly', false],
  ['configFile=other.json', true],
])('ts-loader with %j is left to the build, where types are checked by a plugin: %s', (options, hasTypeChecker) => {
  expect(findImpureLoader([{ loader: TS_LOADER, options }], hasTypeChecker)).toBe('loader-checks-types');
});

test('loaders that are known may read their configuration, others may not', () => {
  expect(mayReadConfiguration([{ loader: '/x/babel-loader/lib/index.js' }])).toBe(true);
  expect(mayReadConfiguration([{ loader: '/x/babel-loader/lib/index.js' }, { loader: '/x/own.js' }])).toBe(false);
});

test('a loader that comes from a package is told from one of the project', () => {
  expect(areInstalled([])).toBe(true);
  expect(areInstalled([{ loader: TS_LOADER }, { loader: 'C:\\app\\node_modules\\swc-loader\\index.js' }])).toBe(true);
  expect(areInstalled([{ loader: TS_LOADER }, { loader: '/app/loaders/own.js' }])).toBe(false);
});
