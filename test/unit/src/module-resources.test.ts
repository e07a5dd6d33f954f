/** Takes resources of webpack apart. */

import { pathOf } from '../../../src/module-resources';

test.each([
  ['/app/leaf.js', '/app/leaf.js'],
  ['/app/leaf.js?query#fragment', '/app/leaf.js'],
  ['/app/leaf.js#fragment?', '/app/leaf.js'],
  ['/a\0#b/leaf.js', '/a#b/leaf.js'],
  ['/a\0#\0?b/leaf.js?query#fragment', '/a#?b/leaf.js'],
  ['?query', ''],
])('the path of %j is %j', (resource, path) => {
  expect(pathOf(resource)).toBe(path);
});
