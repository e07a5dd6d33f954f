/** Edits real builds after one that has failed: what mends it takes the fast lane too. */

import fs from 'node:fs';
import path from 'node:path';
import type { WebpackPluginInstance } from 'webpack';
import { HotReloadPlugin } from '../../dist/src';
import type { Observed } from './support/lane-laboratory';
import { Laboratory } from './support/lane-laboratory';
import { Project, cleanUp } from './support/project';

afterEach(cleanUp);

const SOURCES = {
  'main.js': `import { value } from './leaf';\nimport { other } from './other';\nconsole.log(value, other);\n`,
  'leaf.js': `import { unit } from './unit';\nexport const value = 1 + unit;\n`,
  'unit.js': `export { deep as unit } from './deep';\n`,
  'deep.js': 'export const deep = 1;\n',
  'other.js': 'export const other = 1;\n',
};
const BROKEN = 'export const value = ;\n';
const leaf = (value: number): string =>
  `import { unit } from './unit';\nexport const value = ${String(value)} + unit;\n`;
const other = (value: number): string => `export const other = ${String(value)};\n`;

async function open(
  plugins: readonly WebpackPluginInstance[] = [],
  sources: Readonly<Record<string, string>> = {},
): Promise<Laboratory> {
  const project = new Project({ ...SOURCES, ...sources });
  const laboratory = new Laboratory(project, project.configure({ plugins: [...plugins] }, new HotReloadPlugin()));
  await laboratory.first();
  return laboratory;
}

/** Saves one file; with others, for a build that has failed. */
async function save(laboratory: Laboratory, name: string, text: string): Promise<Observed> {
  return laboratory.saveTogether([{ name, text }]);
}

async function breakLeaf(laboratory: Laboratory): Promise<void> {
  const { patch, stats } = await save(laboratory, 'leaf.js', BROKEN);
  expect([patch, stats.hasErrors()]).toEqual([undefined, true]);
  laboratory.statistics.left.clear();
}

test('what mends a module goes live ahead of its build', async () => {
  const laboratory = await open();
  await breakLeaf(laboratory);
  const { patch, built } = await save(laboratory, 'leaf.js', leaf(2));
  expect(patch).toEqual({ './leaf.js': expect.stringContaining('value = 2') as unknown });
  expect(built).toMatchObject(patch!);
  const { patch: next } = await save(laboratory, 'leaf.js', leaf(3));
  expect(next).toEqual({ './leaf.js': expect.stringContaining('value = 3') as unknown });
  await laboratory.close();
  expect(laboratory.statistics).toMatchObject({ published: 2, mismatched: 0, left: new Map() });
});

test('what takes an edit back that has failed is no edit', async () => {
  const laboratory = await open();
  await breakLeaf(laboratory);
  const { patch, stats } = await save(laboratory, 'leaf.js', SOURCES['leaf.js']);
  expect([patch, stats.hasErrors()]).toEqual([undefined, false]);
  await laboratory.close();
  expect([...laboratory.statistics.left.keys()]).toEqual(['same-code']);
});

test('while something else is broken, nothing goes live', async () => {
  const laboratory = await open();
  await save(laboratory, 'other.js', other(3));
  await breakLeaf(laboratory);
  const { patch, stats } = await save(laboratory, 'other.js', other(2));
  expect([patch, stats.hasErrors()]).toEqual([undefined, true]);
  expect([...laboratory.statistics.left.keys()]).toEqual(['fresh-has-problems', 'other-changes']);
  const mended = await save(laboratory, 'leaf.js', leaf(2));
  await laboratory.close();
  expect(Object.keys(mended.patch!).sort()).toEqual(['./leaf.js', './other.js']);
  expect(mended.built).toMatchObject(mended.patch!);
  expect(laboratory.statistics.mismatched).toBe(0);
});

test('where a build fails again, what was published ahead of it is taken back, and what mends it goes live', async () => {
  const laboratory = await open();
  await save(laboratory, 'other.js', other(3));
  await breakLeaf(laboratory);
  const { patch, built, stats } = await laboratory.overtake('leaf.js', leaf(2), {
    'other.js': 'export const other = ;\n',
  });
  expect(patch).toEqual({ './leaf.js': expect.stringContaining('value = 2') as unknown });
  expect([built['./leaf.js'], stats.hasErrors()]).toEqual([expect.stringContaining('value = 1'), true]);
  const mended = await save(laboratory, 'other.js', other(2));
  await laboratory.close();
  expect(Object.keys(mended.patch!).sort()).toEqual(['./leaf.js', './other.js']);
  expect(laboratory.statistics.mismatched).toBe(0);
});

test('imports may have come', async () => {
  const laboratory = await open();
  await breakLeaf(laboratory);
  const text = `import { other } from './other';\n${leaf(2)}export const more = other;\n`;
  const { patch, built } = await save(laboratory, 'leaf.js', text);
  await laboratory.close();
  expect(Object.keys(patch!)).toEqual(['./leaf.js']);
  expect(built).toMatchObject(patch!);
  expect(laboratory.statistics.mismatched).toBe(0);
});

test('but not of what the build that has failed does not contain', async () => {
  const laboratory = await open();
  await breakLeaf(laboratory);
  const { patch, stats } = await save(
    laboratory,
    'leaf.js',
    `import { deep } from './deep';\n${leaf(2)}console.log(deep);\n`,
  );
  await laboratory.close();
  expect([patch, stats.hasErrors()]).toEqual([undefined, false]);
  expect([...laboratory.statistics.left.keys()]).toEqual(['build-failed']);
});

test('a module may be back in a build that fails again', async () => {
  const laboratory = await open();
  await save(laboratory, 'other.js', other(3));
  await breakLeaf(laboratory);
  const text = `import { unit } from './unit';\nexport const other = unit;\n`;
  expect((await save(laboratory, 'other.js', text)).patch).toBeUndefined();
  const { patch, built } = await save(laboratory, 'leaf.js', leaf(2));
  await laboratory.close();
  expect(Object.keys(patch!).sort()).toEqual(['./leaf.js', './other.js']);
  expect(built).toMatchObject(patch!);
  expect(laboratory.statistics.mismatched).toBe(0);
});

test('what is saved again while nobody watches it, for what imports it is broken, is no mismatch', async () => {
  const unit = (value: number): string => `export const unit = ${String(value)};\n`;
  const saveAgain: WebpackPluginInstance = {
    apply: ({ context, hooks }) => {
      let builds = 0;
      hooks.watchRun.tap('SaveAgain', () => {
        if (builds++ === 2) fs.writeFileSync(path.join(context, 'unit.js'), unit(3));
      });
    },
  };
  const laboratory = await open([saveAgain], { 'unit.js': unit(1) });
  await laboratory.saveTogether([
    { name: 'leaf.js', text: BROKEN },
    { name: 'unit.js', text: unit(2) },
  ]);
  const { patch, built } = await save(laboratory, 'leaf.js', leaf(2));
  await laboratory.close();
  const texts = [patch!['./unit.js'], built['./unit.js']];
  expect(texts).toEqual([expect.stringContaining('unit = 2'), expect.stringContaining('unit = 3')]);
  expect(laboratory.statistics.mismatched).toBe(0);
});

test('what a plugin complains of is not known to be mended', async () => {
  const complain: WebpackPluginInstance = {
    apply: ({ hooks }) => {
      let builds = 0;
      hooks.compilation.tap('Complain', (compilation) => {
        if (builds++ === 1) compilation.errors.push(new Error('it is bad'));
      });
    },
  };
  const laboratory = await open([complain]);
  const { stats } = await save(laboratory, 'leaf.js', leaf(2));
  expect(stats.hasErrors()).toBe(true);
  laboratory.statistics.left.clear();
  const { patch } = await save(laboratory, 'leaf.js', leaf(3));
  await laboratory.close();
  expect(patch).toBeUndefined();
  expect([...laboratory.statistics.left.keys()]).toEqual(['not-published']);
});
