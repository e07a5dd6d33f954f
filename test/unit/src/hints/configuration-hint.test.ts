/** Tests which hint is given for which configuration: none where it would save little. */

import { chooseHint, type ConfigurationFacts, findMerging } from '../../../../src/hints/configuration-hint';

const FACTS: ConfigurationFacts = {
  devtool: 'eval-source-map',
  modules: 1_000,
  checksTypes: false,
  fastLane: true,
  youngSpaceChosen: false,
  merging: undefined,
  mistaken: undefined,
  lazyEntry: false,
};

test.each<[string, Partial<ConfigurationFacts>]>([
  ['that is fast', {}],
  ['without source maps', { devtool: false }],
  ['without a devtool', { devtool: undefined }],
  ['with evaluated source maps', { devtool: 'eval-cheap-module-source-map' }],
  ['that maps few modules', { devtool: 'source-map', modules: 499 }],
  ['of few modules', { modules: 4_999 }],
  ['with room for young objects', { modules: 5_000, youngSpaceChosen: true }],
  ['that checks types without the lane', { checksTypes: true, fastLane: false }],
])('none for a configuration %s', (_, changes) => {
  expect(chooseHint({ ...FACTS, ...changes })).toBeUndefined();
});

test.each([
  ['source-map', 'eval-source-map'],
  ['inline-source-map', 'eval-source-map'],
  ['hidden-source-map', 'eval-source-map'],
  ['cheap-module-source-map', 'eval-cheap-module-source-map'],
])('devtool %s: %s', (devtool, better) => {
  expect(chooseHint({ ...FACTS, devtool })).toBe(
    `devtool '${devtool}' maps all 1000 modules again in each build: devtool '${better}' maps only what has changed`,
  );
});

test('a loader that checks types closes the lane, which is told before what else would save time', () => {
  expect(chooseHint({ ...FACTS, checksTypes: true, devtool: 'source-map' })).toMatch(
    /^ts-loader checks types .*: set transpileOnly/,
  );
});

test('many modules leave V8 little room for young objects, which is told last', () => {
  expect(chooseHint({ ...FACTS, modules: 5_000 })).toBe(
    'V8 has little room for young objects in a build of 5000 modules: start webpack with the flag ' +
      '--max-semi-space-size=64 of Node.js, or with it in NODE_OPTIONS',
  );
  expect(chooseHint({ ...FACTS, modules: 5_000, devtool: 'source-map' })).toMatch(/^devtool/);
});

test.each([
  ['commonjs', `main.js is CommonJS, and package.json says "type": "module", .*to '\\[name\\]\\.cjs'$`],
  ['module', `main.js is an ECMAScript module, and package.json says "type": "commonjs", .*to '\\[name\\]\\.mjs'$`],
] as const)('a file that cannot be run is told before all else: %s', (written, expected) => {
  const mistaken = { name: 'main.js', written };
  expect(chooseHint({ ...FACTS, checksTypes: true, mistaken })).toMatch(new RegExp(expected));
});

test('an entry that is compiled only when it runs is told before what makes edits slow', () => {
  expect(chooseHint({ ...FACTS, checksTypes: true, lazyEntry: true })).toBe(
    'with experiments.lazyCompilation, an edit of an entry runs it once more in the same process: ' +
      'set it to { entries: false }',
  );
});

test('what hides modules from reloaders is told before what saves time', () => {
  expect(chooseHint({ ...FACTS, checksTypes: true, merging: 'concatenateModules' })).toBe(
    'with optimization.concatenateModules, reloaders do not find the modules that import * as names: ' +
      "set it to false while webpack watches, as mode 'development' does",
  );
});

test.each([
  ['concatenateModules', { concatenateModules: true, mangleExports: true, usedExports: true }],
  ['mangleExports', { concatenateModules: false, mangleExports: 'size', usedExports: true }],
  ['no option', { concatenateModules: false, mangleExports: true, usedExports: false }],
  ['no option', { concatenateModules: false, mangleExports: false, usedExports: 'global' }],
])('%s hides modules: %j', (option, optimization) => {
  expect(findMerging(optimization) ?? 'no option').toBe(option);
});
