/** Builds a hot case, step after step. */

import fs from 'node:fs';
import path from 'node:path';
import webpack, { type Configuration } from 'webpack';
import { HotReloadPlugin, type HotReloadPluginOptions } from '../../dist/src';
import { Project, WatchSession, expectNoErrors } from '../compiler/support/project';
import { StepWatch } from './step-watch';
import type { Step } from './versioned-files';

/** What the entry of a case imports as `hot-case`. */
const STORY_FILE = path.join(__dirname, 'story.cjs');

/** A file of a case, beside its sources, that holds options of the plugin. */
const OPTIONS_FILE = 'options.json';

const CONFIG: Configuration = {
  entry: './index',
  devtool: 'source-map',
  output: { filename: 'main.js' },
  resolve: { alias: { 'hot-case$': STORY_FILE } },
};

/** Owns the sources and the compiler of one case. */
export class CaseBuilder {
  readonly #project: Project;
  readonly #files: StepWatch;
  readonly #session: WatchSession;

  private constructor(project: Project) {
    const compiler = webpack(project.configure(CONFIG, new HotReloadPlugin(readOptions(project.folder))));
    this.#project = project;
    this.#files = new StepWatch(compiler);
    this.#session = new WatchSession(compiler);
  }

  /** Writes the first versions and builds them, which must work. */
  static async start(files: Step): Promise<CaseBuilder> {
    const project = new Project({});
    apply(project, files);
    const builder = new CaseBuilder(project);
    expectNoErrors(await builder.#session.first());
    return builder;
  }

  /** The folder that the sources are in. */
  get folder(): string {
    return this.#project.folder;
  }

  /** The file to run. */
  get bundle(): string {
    return path.join(this.#project.output, 'main.js');
  }

  /** Saves a step and builds it; returns the errors of the build. */
  async build(step: Step): Promise<string[]> {
    const save = (): void => {
      apply(this.#project, step);
      const names = [...step.keys()];
      const toPath = (name: string): string => path.join(this.folder, name);
      const [written, deleted] = [true, false].map((there) =>
        names.filter((name) => (step.get(name) !== undefined) === there).map(toPath),
      );
      this.#files.notify(written!, deleted!);
    };
    const { compilation } = await this.#session.after(save, () => true);
    return compilation.getErrors().map(({ message }) => message);
  }
}

function apply(project: Project, step: Step): void {
  for (const [name, text] of step) {
    if (text === undefined) fs.rmSync(path.join(project.folder, name));
    else project.write({ [name]: text });
  }
}

function readOptions(folder: string): HotReloadPluginOptions {
  const file = path.join(folder, OPTIONS_FILE);
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as HotReloadPluginOptions) : {};
}
