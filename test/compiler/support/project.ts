/** Builds small applications in folders of their own, with a real webpack. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import webpack from 'webpack';
import type { Compiler, Configuration, Stats } from 'webpack';
import { HotReloadPlugin } from '../../../dist/src';
import { parseJournal } from '../../../runtime/protocol/journal';
import type { Journal } from '../../../runtime/protocol/journal';

const BUILDS_ONLY = (): HotReloadPlugin => new HotReloadPlugin({ fastLane: false });
const DEADLINE = 20_000;
const started: WatchSession[] = [];
const folders: string[] = [];

/** Ends whatever a test has started; to be called after each test. */
export async function cleanUp(): Promise<void> {
  await Promise.all(started.splice(0).map(async (session) => session.close()));
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
}

/** A folder with sources and an output folder. */
export class Project {
  readonly folder: string = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'hot-reload-')));
  readonly output: string = path.join(this.folder, 'dist');

  constructor(files: Record<string, string>) {
    folders.push(this.folder);
    this.write(files);
  }

  write(files: Record<string, string>): void {
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(this.folder, name)), { recursive: true });
      fs.writeFileSync(path.join(this.folder, name), text);
    }
  }

  /** A configuration with the plugin, which publishes nothing but builds, and what differs in this test. */
  configure(changes: Configuration = {}, plugin: HotReloadPlugin | false = BUILDS_ONLY()): Configuration {
    return {
      mode: 'development',
      target: 'node',
      devtool: false,
      context: this.folder,
      entry: './main.js',
      ...changes,
      output: { path: this.output, ...changes.output },
      plugins: [...(changes.plugins ?? []), plugin],
    };
  }

  read(name: string): string {
    return fs.readFileSync(path.join(this.output, name), 'utf8');
  }

  /** Names of all files of the output folder, with those below it. */
  list(): string[] {
    if (!fs.existsSync(this.output)) return [];
    const entries = fs.readdirSync(this.output, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return files.map((entry) => path.relative(this.output, path.join(entry.parentPath, entry.name))).sort();
  }

  /** Names of all files but whole builds in the form of updates, which are published beside the chain. */
  listWithoutBases(): string[] {
    return this.list().filter((name) => !name.includes('.base.hot-update.') && !name.startsWith('hot-processes.'));
  }

  listJournals(): string[] {
    return this.list().filter((name) => /^hot-journal\.[0-9a-f]{8}\.json$/.test(name));
  }

  /** The only journal of the output folder. */
  journal(): Journal {
    const names = this.listJournals();
    expect(names).toHaveLength(1);
    const parsed = parseJournal(this.read(names[0]!));
    if (!parsed.ok) throw new Error(parsed.reason);
    return parsed.value;
  }
}

/** A compiler that watches. */
export class WatchSession {
  readonly compiler: Compiler;
  readonly #builds: Stats[] = [];
  #failure: Error | undefined;
  #wake: () => void = () => undefined;

  constructor(config: Configuration | Compiler) {
    this.compiler = 'hooks' in config ? config : webpack(config);
    started.push(this);
    this.compiler.watch({ aggregateTimeout: 5 }, (error, stats) => {
      if (error) this.#failure = error;
      if (stats) this.#builds.push(stats);
      this.#wake();
    });
  }

  /** Waits for the first build. */
  async first(): Promise<Stats> {
    return this.#find(0, () => true);
  }

  /** Does something, and waits for a build after it that is as expected; by default one with other code. */
  async after(action: () => void, expected?: (stats: Stats) => boolean): Promise<Stats> {
    const before = this.#builds.at(-1)?.hash;
    const start = this.#builds.length;
    action();
    return this.#find(start, expected ?? ((stats) => stats.hash !== before));
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.compiler.close((error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }

  async #find(start: number, expected: (stats: Stats) => boolean): Promise<Stats> {
    return withDeadline('no such build', async () => {
      for (;;) {
        if (this.#failure) throw this.#failure;
        const found = this.#builds.slice(start).find(expected);
        if (found) return found;
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    });
  }
}

/** Starts to watch and waits for the first build, which must be good. */
export async function watch(config: Configuration): Promise<WatchSession> {
  const session = new WatchSession(config);
  expectNoErrors(await session.first());
  return session;
}

/** Builds once. */
export async function build(config: Configuration): Promise<Stats> {
  return new Promise((resolve, reject) => {
    const compiler = webpack(config);
    compiler.run((error, stats) => {
      compiler.close(() => {
        if (error) reject(error);
        else resolve(stats!);
      });
    });
  });
}

export function expectNoErrors(stats: Stats): void {
  expect(stats.compilation.getErrors().map((error) => error.message)).toEqual([]);
}

/** Fails loudly where something waits for ever. */
export async function withDeadline<T>(
  what: string,
  work: () => Promise<T>,
  milliseconds: number = DEADLINE,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${what} within ${milliseconds} ms`));
    }, milliseconds);
  });
  return Promise.race([work(), deadline]).finally(() => {
    clearTimeout(timer);
  });
}
