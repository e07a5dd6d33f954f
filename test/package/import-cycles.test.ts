/** Tests that no source file imports itself through others, not even for a type (the lint rule leaves types out). */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

const root = path.resolve(__dirname, '../..');

/** The source files of a folder with the source files that each imports. */
function importsOf(folder: string): Map<string, string[]> {
  const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => name.endsWith('.ts')).map((name) => path.join(root, folder, name));
  return new Map(
    files.map((file) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'));
      const requests = importedFiles.map(({ fileName }) => fileName).filter((request) => request.startsWith('.'));
      return [file, requests.map((request) => resolve(file, request))];
    }),
  );
}

function resolve(importer: string, request: string): string {
  const found = ts.resolveModuleName(request, importer, { moduleResolution: ts.ModuleResolutionKind.Bundler }, ts.sys);
  if (!found.resolvedModule) throw new Error(`${importer} imports ${request}, which does not exist`);
  return path.normalize(found.resolvedModule.resolvedFileName);
}

/** Follows imports depth first and returns the first way that leads back to a file on it. */
function findCycle(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const follow = (file: string, way: readonly string[]): string[] => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const next of imports.get(file) ?? []) {
      const cycle = follow(next, [...way, file]);
      if (cycle.length > 0) return cycle;
    }
    done.add(file);
    return [];
  };
  for (const file of imports.keys()) {
    const cycle = follow(file, []);
    if (cycle.length > 0) return cycle.map((name) => path.relative(root, name));
  }
  return [];
}

it('finds a cycle where there is one', () => {
  const imports = new Map([
    ['a', ['b', 'c']],
    ['b', ['c']],
    ['c', ['d']],
    ['d', ['b']],
  ]);
  expect(findCycle(imports)).toHaveLength(4);
});

it.each(['src', 'runtime'])('%s has no import cycle', (folder) => {
  const imports = importsOf(folder);
  expect(imports.size).toBeGreaterThan(1);
  expect(findCycle(imports)).toEqual([]);
});
