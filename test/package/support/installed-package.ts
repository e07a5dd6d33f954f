/** Packs the package and unpacks it where an application would have it. */

import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, realpath, rename, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = path.resolve(__dirname, '../../..');

/** An application folder with the package among its dependencies. */
export interface Installation {
  /** The folder of the application. */
  readonly folder: string;
  /** What the package consists of, relative to its own folder. */
  readonly files: readonly string[];
  /** Runs a file of the application with Node.js and returns what it prints. */
  node(file: string, ...args: readonly string[]): Promise<string>;
  /** Runs a text with Node.js, as CommonJS or as an ES module, and returns what it prints. */
  evaluate(text: string, type: 'commonjs' | 'module'): Promise<string>;
  remove(): Promise<void>;
}

/** Packs the package as it would be published and unpacks it next to an application that is no part of the repository. */
export async function installPackage(): Promise<Installation> {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'module-hot-reload-')));
  const modules = path.join(folder, 'node_modules');
  await mkdir(modules);
  const files = await unpack(folder, modules);
  await cp(path.join(root, 'test/package/application'), folder, { recursive: true });
  for (const dependency of ['webpack', 'watchpack', '@types']) {
    await symlink(path.join(root, 'node_modules', dependency), path.join(modules, dependency), 'junction');
  }
  const print = async (...args: string[]): Promise<string> => {
    const { stdout } = await run(process.execPath, args, { cwd: folder });
    return stdout.trim();
  };
  return {
    folder,
    files,
    node: (file, ...args) => print(file, ...args),
    evaluate: (text, type) => print(`--input-type=${type}`, '--eval', text),
    remove: () => rm(folder, { recursive: true }),
  };
}

async function unpack(folder: string, modules: string): Promise<string[]> {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await run('npm', args, { cwd: root, shell: process.platform === 'win32' });
  const [tarball] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  await run('tar', ['-xzf', tarball.filename], { cwd: folder });
  await rename(path.join(folder, 'package'), path.join(modules, 'module-hot-reload'));
  return tarball.files.map((file) => file.path).sort();
}
