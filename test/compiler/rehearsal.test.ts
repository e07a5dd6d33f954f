/** Edits modules of real builds, and counts how often their loaders run between two edits. */

import fs from 'node:fs';
import path from 'node:path';
import { HotReloadPlugin } from '../../dist/src';
import { until } from '../support/until';
import { Project, cleanUp, watch } from './support/project';

afterEach(cleanUp);

/** Leaves a line behind each time it runs. */
const COUNTING_LOADER = `const fs = require('node:fs');
const path = require('node:path');
module.exports = function (source) {
  fs.appendFileSync(path.join(this.rootContext, 'runs'), 'run\\n');
  return source;
};
`;

/** The first build and two edits, with what happens between them; a loader runs twice for each edit that takes the lane. */
async function edit(loader: string) {
  const project = new Project({
    'main.js': `import { a } from './a';\nconsole.log(a);\n`,
    'a.js': 'export const a = 1;\n',
    [loader]: COUNTING_LOADER,
  });
  const rules = [{ test: /a\.js$/, use: path.join(project.folder, loader) }];
  const session = await watch(project.configure({ module: { rules } }, new HotReloadPlugin()));
  const countRuns = (): number => fs.readFileSync(path.join(project.folder, 'runs'), 'utf8').split('\n').length - 1;
  const save = async (value: number): Promise<unknown> =>
    session.after(() => project.write({ 'a.js': `export const a = ${String(value)};\n` }));
  await save(2);
  return { save, countRuns };
}

test('a loader that is installed is kept in exercise between two edits', async () => {
  const { countRuns } = await edit('node_modules/counting-loader/index.js');
  await until(
    () => `The loader has run ${String(countRuns())} times`,
    () => countRuns() > 20 || undefined,
  );
});

test('a loader of the project itself runs for edits only: its author may look at what it prints', async () => {
  const { save, countRuns } = await edit('counting-loader.js');
  await save(3);
  // Once for the first build; twice for an edit, or once where it does not take the lane.
  expect(countRuns()).toBeLessThanOrEqual(1 + 2 + 2);
});
