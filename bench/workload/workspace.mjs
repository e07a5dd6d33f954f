/** Lays out an application for one tool in a folder of its own. */

import { rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { EditedSources } from './edits.mjs';
import { createGraph } from './graph.mjs';
import { findPackage } from './packages.mjs';
import { generateSources } from './sources.mjs';

const folders = new Set();
const glue = path.join(import.meta.dirname, '../glue');

/**
 * Writes the same sources for every tool, and beside them what this tool needs.
 *
 * @param {object} driver - the tool
 * @param {number} size - how many modules are generated
 */
export async function createWorkspace(driver, size) {
  const folder = await mkdtemp(path.join(os.tmpdir(), `hot-bench-${driver.name}-${size}-`));
  folders.add(folder);
  const graph = createGraph(size);
  for (const part of ['common', ...driver.glue]) await cp(path.join(glue, part), folder, { recursive: true });
  for (const [file, text] of generateSources(graph)) await write(path.join(folder, 'src', file), text);
  for (const name of driver.packages) await link(name, path.join(folder, 'node_modules', name));
  const manifest = { name: 'bench-application', private: true, type: 'module', ...driver.manifest };
  await write(path.join(folder, 'package.json'), JSON.stringify(manifest, undefined, 2));
  return {
    folder,
    edits: new EditedSources(graph),
    fileOf: (file) => path.join(folder, 'src', file),
    async remove() {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      folders.delete(folder);
    },
  };
}

async function write(file, text) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}

async function link(name, file) {
  await mkdir(path.dirname(file), { recursive: true });
  await symlink(findPackage(name), file, 'dir');
}

/** However the benchmark ends, no folder stays. */
process.on('exit', () => {
  for (const folder of folders) {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // A process that is about to end has just written something there.
    }
  }
});
