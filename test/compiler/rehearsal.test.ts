/** Edits modules of a real build, and counts how often their loaders run. */

import fs from 'node:fs';
import path from 'node:path';
import webpack from 'webpack';
import { HotReloadPlugin } from '../../dist/src';
import { until } from '../support/until';
import { Project, WatchSession, cleanUp, watch } from './support/project';

afterEach(cleanUp);

/** Leaves a character behind each time it runs. */
const COUNTING_LOADER = `const fs = require('node:fs');
module.exports = function (source) {
  fs.appendFileSync(this.resourcePath + '.runs', '+');
  return source;
};
`;

const countRuns = ({ folder }: Project, name: string): number => fs.statSync(path.join(folder, `${name}.runs`)).size;

const OWN = 'counting-loader.js';
const INSTALLED = 'node_modules/counting-loader/index.js';

test('between two edits an installed loader is kept in exercise, and one of the project is left alone', async () => {
  const project = new Project({
    'main.js': `import { own } from './own';\nimport { installed } from './installed';\nconsole.log(own, installed);\n`,
    'own.js': 'export const own = 1;\n',
    'installed.js': 'export const installed = 1;\n',
    [OWN]: COUNTING_LOADER,
    [INSTALLED]: COUNTING_LOADER,
  });
  const rules = [
    { test: /[\\/]own\.js$/, use: path.join(project.folder, OWN) },
    { test: /[\\/]installed\.js$/, use: path.join(project.folder, INSTALLED) },
  ];
  const session = await watch(project.configure({ module: { rules } }, new HotReloadPlugin()));
  await session.after(() => project.write({ 'own.js': 'export const own = 2;\n' }));
  await session.after(() => project.write({ 'installed.js': 'export const installed = 2;\n' }));
  await until(
    () => `The installed loader has run ${String(countRuns(project, 'installed.js'))} times`,
    () => countRuns(project, 'installed.js') > 10 || undefined,
  );
  // Once for the first build; twice for the edit, or once where it did not take the lane.
  expect(countRuns(project, 'own.js')).toBeLessThanOrEqual(3);
});

test('nothing is built any more where the watch is closed as soon as a build is done', async () => {
  const project = new Project({ 'main.js': 'console.log(1);\n', [INSTALLED]: COUNTING_LOADER });
  const rules = [{ test: /[\\/]main\.js$/, use: path.join(project.folder, INSTALLED) }];
  const compiler = webpack(project.configure({ module: { rules } }, new HotReloadPlugin()));
  compiler.hooks.afterDone.tap('Test', () => compiler.watching?.close(() => undefined));
  await new WatchSession(compiler).first();
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(countRuns(project, 'main.js')).toBe(1);
});
