/** Edits one module of a real build, and tells whether it took the fast lane, or why not. */

import type { Configuration } from 'webpack';
import { HotReloadPlugin } from '../../../dist/src';
import { Laboratory } from './lane-laboratory';
import { Project } from './project';

export const MAIN = `import { value } from './leaf';\nconsole.log(value);\n`;
export const LEAF = 'export const value = 1;\n';

/** What a project is made of besides `main.js` and `leaf.js`. */
export interface Case {
  readonly files?: Record<string, string>;
  readonly config?: Configuration;
  readonly edit?: string;
  readonly file?: string;
}

/** Edits one module, and tells why it was not published ahead of the build. */
export async function reasonFor({
  files,
  config,
  edit = 'export const value = 2;\n',
  file = 'leaf.js',
}: Case): Promise<string> {
  const project = new Project({ 'main.js': MAIN, 'leaf.js': LEAF, ...files });
  const laboratory = new Laboratory(project, project.configure(config, new HotReloadPlugin()));
  await laboratory.first();
  const { patch, built } = await laboratory.save(file, edit);
  const { left, mismatched } = laboratory.statistics;
  await laboratory.close();
  expect(mismatched).toBe(0);
  if (patch !== undefined) expect(patch).toEqual(built);
  return patch === undefined ? [...left.keys()].join() : 'published';
}
