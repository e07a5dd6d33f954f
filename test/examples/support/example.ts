/** Runs a copy of an example as its readers do: `webpack --watch`, and edits of its files. */

import fs from 'node:fs';
import path from 'node:path';

import { Application, type Files } from '../../support/application';
import type { Server } from '../../support/server';
import type { StartedProcess } from '../../support/started-process';
import { until } from '../../support/until';
import type { Edit } from './edit';

const ROOT = path.resolve(__dirname, '../../..');

/** An example that runs in a folder of its own, with the packages that it names in its `package.json` and no others. */
export class Example {
  readonly webpack: StartedProcess;
  readonly server: Server;
  readonly #application: Application;
  readonly #files: Files;

  private constructor(application: Application, files: Files, webpack: StartedProcess, server: Server) {
    this.#application = application;
    this.#files = files;
    this.webpack = webpack;
    this.server = server;
  }

  /**
   * Builds and runs an example; `cleanUp()` of the application ends it.
   *
   * @param env - what the application finds in its environment, besides the port
   */
  static async start(name: string, env: Readonly<Record<string, string>> = {}): Promise<Example> {
    const folder = path.join(ROOT, 'examples', name);
    const files = filesOf(folder);
    const application = new Application(files, { packages: packagesOf(folder) });
    const webpack = await application.watch({ env: { PORT: '0', NO_COLOR: '1', ...env } });
    return new Example(application, files, webpack, await application.server(webpack));
  }

  /** Saves a file with a part of its original text replaced; an empty file in between would be an edit of its own. */
  edit(file: string, part: string, replacement: string): void {
    const text = this.#files[`./${file}`];
    if (text?.split(part).length !== 2) throw new Error(`'${part}' does not occur once in ${file}`);
    this.#application.editAtomically(
      `./${file}`,
      text.replace(part, () => replacement),
    );
  }

  /**
   * Saves a version, and waits until it is live in the process that runs.
   *
   * @param look - asks for what there is to see
   */
  async sees({ file, part, replacement, seen }: Edit, version: number, look: () => Promise<string>): Promise<void> {
    const { lines } = this.webpack;
    this.edit(file, part, replacement(version));
    const describe = (): string => `'${seen(version)}' is not seen:\n${lines.all.join('\n')}\n`;
    await until(describe, async () => (await look()).includes(seen(version)) || undefined);
    expect(lines.matching(/^\[hot\] restarting/)).toEqual([]);
  }

  /** Edits the entry, and waits for the process that comes after the one that runs. */
  async restart(): Promise<Server> {
    this.edit('src/main.ts', 'console.log(`', `console.log('restarted');\n  console.log(\``);
    return this.#next();
  }

  async #next(): Promise<Server> {
    const before = this.webpack.lines.all.findIndex((line) => line.includes(`(pid ${this.server.pid})`));
    return this.#application.server(this.webpack, before + 1);
  }
}

function filesOf(folder: string): Files {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  const own = names.filter((name) => !/^(dist|node_modules)(\/|$)/.test(name));
  const files = own.filter((name) => fs.statSync(path.join(folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [`./${name}`, fs.readFileSync(path.join(folder, name), 'utf8')]));
}

/** Where the packages are that an example depends on: in its own folder, where versions differ, or in that of all. */
function packagesOf(folder: string): Record<string, string> {
  const text = fs.readFileSync(path.join(folder, 'package.json'), 'utf8');
  const { dependencies, devDependencies } = JSON.parse(text) as Record<string, Record<string, string>>;
  const names = Object.keys({ ...dependencies, ...devDependencies });
  const places = [folder, ROOT].map((place) => path.join(place, 'node_modules'));
  const find = (name: string): string | undefined =>
    places.map((place) => path.join(place, name)).find((place) => fs.existsSync(place));
  return Object.fromEntries(names.map((name) => [name, find(name) ?? `nowhere: ${name}`]));
}
