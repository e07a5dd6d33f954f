/** Names the files that the webpack configuration consists of. */

import path from 'node:path';

/** What is known of the compiler's process. */
export interface ConfigSources {
  /** Arguments of webpack. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** Whatever this process has loaded; absolute paths. */
  readonly loaded: readonly string[];
  /** The folder of this package. */
  readonly own: string;
}

const EXTENSIONS = ['js', 'cjs', 'mjs', 'ts', 'cts', 'mts'];
/** Where webpack-cli looks by itself (DEFAULT_CONFIGURATION_FILES in webpack-cli/lib/webpack-cli.js). */
const DEFAULTS = ['webpack.config', '.webpack/webpack.config', '.webpack/webpackfile'];

/** Names the files; an ECMAScript module that the configuration imports is known to nobody. */
export function listConfigFiles({ args, cwd, loaded, own }: ConfigSources): string[] {
  const named = listNamed(args);
  const candidates = named.length > 0 ? named : DEFAULTS.flatMap((name) => EXTENSIONS.map((ext) => `${name}.${ext}`));
  const theirs = loaded.filter((file) => path.isAbsolute(file) && !isOf(own, file) && !isInstalled(file));
  return [...new Set([...candidates.map((file) => path.resolve(cwd, file)), ...theirs])];
}

/** The values of `--config`. */
function listNamed(args: readonly string[]): string[] {
  const files: string[] = [];
  for (const [index, argument] of args.entries()) {
    const match = /^(?:--config|-c)(?:=(.*))?$/.exec(argument);
    if (!match) continue;
    if (match[1] !== undefined) files.push(match[1]);
    // It takes several values: everything up to the next option.
    else files.push(...takeWhile(args.slice(index + 1), (value) => !value.startsWith('-')));
  }
  return files;
}

function takeWhile(values: readonly string[], holds: (value: string) => boolean): readonly string[] {
  const end = values.findIndex((value) => !holds(value));
  return end < 0 ? values : values.slice(0, end);
}

function isInstalled(file: string): boolean {
  return file.split(/[\\/]/).includes('node_modules');
}

function isOf(folder: string, file: string): boolean {
  const name = path.relative(folder, file);
  return !name.startsWith('..') && !path.isAbsolute(name);
}
