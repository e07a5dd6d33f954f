/** Saves files of real builds in the same moment: all of them take the fast lane, or none does. */

import { HotReloadPlugin } from '../../dist/src';
import type { Observed, Saved } from './support/lane-laboratory';
import { Laboratory } from './support/lane-laboratory';
import { Project, cleanUp } from './support/project';

afterEach(cleanUp);

const nameOf = (index: number): string => `part${String(index)}.js`;
const part = (value: number): string => `export const value = ${String(value)};\n`;

/** Builds an application of so many parts, and saves these texts together. */
async function saveTogether(
  count: number,
  saves: readonly Saved[],
): Promise<[Observed, Laboratory['statistics']['left']]> {
  const names = Array.from({ length: count }, (_, index) => nameOf(index));
  const main = names.map(
    (name, index) => `import { value as v${String(index)} } from './${name}';console.log(v${String(index)});`,
  );
  const parts = Object.fromEntries(names.map((name) => [name, part(1)]));
  const project = new Project({ ...parts, 'main.js': main.join('\n'), 'more.js': part(3) });
  const laboratory = new Laboratory(project, project.configure({}, new HotReloadPlugin()));
  await laboratory.first();
  const observed = await laboratory.saveTogether(saves);
  await laboratory.close();
  return [observed, laboratory.statistics.left];
}

const edits = (count: number): Saved[] =>
  Array.from({ length: count }, (_, index) => ({ name: nameOf(index), text: part(2) }));

test('sixteen are published together', async () => {
  const [{ patch, built }] = await saveTogether(16, edits(16));
  expect(Object.keys(patch!)).toHaveLength(16);
  expect(patch).toEqual(built);
});

test('more are left to the build', async () => {
  const [{ patch }, left] = await saveTogether(17, edits(17));
  expect(patch).toBeUndefined();
  expect(Object.fromEntries(left)).toEqual({ 'many-changes': 1, 'other-changes': 16 });
});

test('all are left to the build where one of them is', async () => {
  const importing = { name: nameOf(2), text: `import './more';\n${part(2)}` };
  const [{ patch }, left] = await saveTogether(3, [...edits(2), importing]);
  expect(patch).toBeUndefined();
  expect(Object.fromEntries(left)).toEqual({ 'new-module': 1, 'other-changes': 2 });
});

test('one whose code is the same keeps nobody waiting', async () => {
  const [{ patch }, left] = await saveTogether(2, [...edits(1), { name: nameOf(1), text: part(1) }]);
  expect(Object.keys(patch!)).toEqual(['./part0.js']);
  expect(Object.fromEntries(left)).toEqual({ 'same-code': 1 });
});
