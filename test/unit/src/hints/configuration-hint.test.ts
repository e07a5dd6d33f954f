/** Tests which hint is given for which configuration: none where it would save little. */

import { chooseHint, type ConfigurationFacts } from '../../../../src/hints/configuration-hint';

const FACTS: ConfigurationFacts = { devtool: 'eval-source-map', modules: 1_000, checksTypes: false, fastLane: true };

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

test('a loader that checks types closes the lane, which is told before all else', () => {
  expect(chooseHint({ ...FACTS, checksTypes: true, devtool: 'source-map' })).toMatch(
    /^ts-loader checks types .*: set transpileOnly/,
  );
});
