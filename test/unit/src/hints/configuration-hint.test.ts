/** Tests which hint is given for which configuration: none where it would save little. */

import { chooseHint, type ConfigurationFacts } from '../../../../src/hints/configuration-hint';

const FACTS: ConfigurationFacts = {
  devtool: 'eval-source-map',
  modules: 1_000,
  checksTypes: false,
  fastLane: true,
  mistaken: undefined,
};

test.each<[string, Partial<ConfigurationFacts>]>([
  ['that is fast', {}],
  ['without source maps', { devtool: false }],
  ['without a devtool', { devtool: undefined }],
  ['with evaluated source maps', { devtool: 'eval-cheap-module-source-map' }],
  ['that maps few modules', { devtool: 'source-map', modules: 499 }],
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

test.each([
  ['commonjs', `main.js is CommonJS, and package.json says "type": "module", .*to '\\[name\\]\\.cjs'$`],
  ['module', `main.js is an ECMAScript module, and package.json says "type": "commonjs", .*to '\\[name\\]\\.mjs'$`],
] as const)('a file that cannot be run is told before all else: %s', (written, expected) => {
  const mistaken = { name: 'main.js', written };
  expect(chooseHint({ ...FACTS, checksTypes: true, mistaken })).toMatch(new RegExp(expected));
});
