/** Builds an application in a folder of its own with `webpack --watch`, and runs it, all in real processes. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { HotReloadPluginOptions } from '../../src/options';
import { type Journal, parseJournal } from '../../runtime/protocol/journal';
import { Server } from './server';
import { type StartOptions, StartedProcess } from './started-process';
import { until } from './until';
import { formatConfig } from './webpack-config';

const ROOT = path.resolve(__dirname, '../..');
const WEBPACK = path.join(ROOT, 'node_modules/webpack-cli/bin/cli.js');
const PACKAGES = ['webpack', 'webpack-cli', 'webpack-node-externals', 'ts-loader', 'typescript'];

const applications: Application[] = [];

/** Ends and deletes everything that was started since; to be called after each test. */
export async function cleanUp(): Promise<void> {
  await Promise.all(applications.splice(0).map(async (application) => application.remove()));
}

/** How often a folder may turn out to hold something new while it is deleted. */
const MOST_TRIES = 100;

/** Texts by file name; a name without a folder lies in `src`. */
export type Files = Readonly<Record<string, string>>;

/** How an application is built. */
export interface BuildOptions {
  /** The options of the plugin; `false` leaves it out. */
  readonly plugin?: HotReloadPluginOptions | false;
  /** Properties of the webpack configuration, as source text; they replace the usual ones. */
  readonly config?: string;
  /** Further packages by name, and where they are. */
  readonly packages?: Readonly<Record<string, string>>;
}

/** Sources, a webpack configuration and whatever runs of them. */
export class Application {
  readonly folder: string = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'hot-reload-')));
  readonly output: string = path.join(this.folder, 'dist');
  readonly #processes: StartedProcess[] = [];
  readonly #servers: Server[] = [];

  /** @param files - a `./webpack.config.js` among them stands in for the usual one */
  constructor(files: Files, { plugin = {}, config = '', packages = {} }: BuildOptions = {}) {
    applications.push(this);
    for (const [name, text] of Object.entries(files)) this.#create(name, text);
    // In a package of modules only another ending says that the configuration is none.
    const ending = files['./package.json']?.includes('"module"') === true ? 'cjs' : 'js';
    if (files['./webpack.config.js'] === undefined) {
      this.#create(`./webpack.config.${ending}`, formatConfig(plugin, config));
    }
    const usual = PACKAGES.map((name) => [name, path.join(ROOT, 'node_modules', name)] as const);
    const all: Record<string, string> = { ...Object.fromEntries(usual), ...packages, 'module-hot-reload': ROOT };
    for (const [name, target] of Object.entries(all)) this.#link(name, target);
  }

  /** Starts `webpack --watch`; resolves when the first build is published. */
  async watch(options: Partial<StartOptions> = {}): Promise<StartedProcess> {
    const webpack = this.startWebpack(['--watch'], options);
    await this.untilJournal(() => true, webpack);
    return webpack;
  }

  startWebpack(args: readonly string[], options: Partial<StartOptions> = {}): StartedProcess {
    return this.#start(WEBPACK, { cwd: this.folder, args, ...options });
  }

  /** Starts a file of the application's folder. */
  startScript(name: string): StartedProcess {
    return this.#start(path.join(this.folder, name), { cwd: this.folder });
  }

  /** Starts a file of the output folder. */
  run(file = 'main.js', options: Partial<StartOptions> = {}): StartedProcess {
    return this.#start(path.join(this.output, file), { cwd: this.folder, ...options });
  }

  /** Starts a file of the output folder; resolves when it listens. */
  async serve(file?: string, options?: Partial<StartOptions>): Promise<Server> {
    return this.server(this.run(file, options));
  }

  /** Waits for the server that a process is, or has started. */
  async server({ lines }: StartedProcess, from = 0): Promise<Server> {
    const server = await Server.in(lines, from);
    this.#servers.push(server);
    return server;
  }

  /** Saves a source file. */
  edit(name: string, text: string): void {
    fs.writeFileSync(this.#place(name), text);
  }

  /** Saves a source file as many editors do: the text goes to another file first, which is renamed. */
  editAtomically(name: string, text: string): void {
    const temporary = this.#path(`./${path.basename(name)}.tmp`);
    fs.writeFileSync(temporary, text);
    fs.renameSync(temporary, this.#place(name));
  }

  delete(name: string): void {
    fs.rmSync(this.#path(name));
  }

  removeOutput(): void {
    removeFolder(this.output);
  }

  /** Does something and waits until a build was published that is another one. */
  async published(action: () => void): Promise<Journal> {
    const before = this.journal()?.build;
    action();
    return this.untilJournal(({ build, updates }) => build !== before && updates.at(-1)?.patch !== true);
  }

  /** Waits for a journal that is as expected. */
  async untilJournal(expected: (journal: Journal) => boolean, webpack?: StartedProcess): Promise<Journal> {
    const describe = (): string => `No such journal. Printed:\n${this.#printed()}\n`;
    return until(describe, () => {
      if (webpack?.running === false) throw new Error(`webpack has ended:\n${this.#printed()}`);
      const journal = this.journal();
      return journal !== undefined && expected(journal) ? journal : undefined;
    });
  }

  /** The journal of the output folder, if there is one that can be read. */
  journal(): Journal | undefined {
    const file = this.journalFiles()[0];
    const parsed = file === undefined ? undefined : parseJournal(fs.readFileSync(file, 'utf8'));
    return parsed?.ok === true ? parsed.value : undefined;
  }

  /** Absolute paths of the journals in the output folder. */
  journalFiles(): string[] {
    if (!fs.existsSync(this.output)) return [];
    const names = fs.readdirSync(this.output).filter((name) => /^hot-journal\.[0-9a-f]+\.json$/.test(name));
    return names.map((name) => path.join(this.output, name));
  }

  /** Ends what runs, and deletes the folder. */
  async remove(): Promise<void> {
    await Promise.all(this.#processes.map(async (process) => process.stop()));
    for (const { pid } of this.#servers) killIfRunning(pid);
    removeFolder(this.folder);
  }

  #start(script: string, options: StartOptions): StartedProcess {
    const started = new StartedProcess(script, options);
    this.#processes.push(started);
    return started;
  }

  #printed(): string {
    return this.#processes.flatMap(({ lines }) => lines.all).join('\n');
  }

  /** Webpack takes a file that is as young as its watch for one that was edited meanwhile, so files are born old. */
  #create(name: string, text: string): void {
    this.edit(name, text);
    const past = Date.now() / 1000 - 60;
    fs.utimesSync(this.#path(name), past, past);
  }

  #link(name: string, target: string): void {
    const link = path.join(this.folder, 'node_modules', name);
    fs.mkdirSync(path.dirname(link), { recursive: true });
    fs.symlinkSync(target, link, 'junction');
  }

  /** Where a file is to be written, whose folder is there then. */
  #place(name: string): string {
    const file = this.#path(name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    return file;
  }

  #path(name: string): string {
    return name.startsWith('./') ? path.join(this.folder, name) : path.join(this.folder, 'src', name);
  }
}

/** Deletes a folder: what a running process writes there meanwhile is deleted as well. */
function removeFolder(folder: string): void {
  for (let tries = MOST_TRIES; fs.existsSync(folder); tries--) {
    try {
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    } catch (error) {
      if (tries === 0) throw error;
    }
  }
}

function killIfRunning(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already, as it should.
  }
}
