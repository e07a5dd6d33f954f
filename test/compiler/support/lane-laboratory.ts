/** Drives a compiler edit by edit, with the fast lane ahead of each build, and reads what both publish. */

import fs from 'node:fs';
import path from 'node:path';
import { compileFunction } from 'node:vm';
import webpack from 'webpack';
import type { Compiler, Configuration, Stats } from 'webpack';
import { statisticsOf } from '../../../dist/src/fast-lane/statistics';
import type { LaneStatistics } from '../../../src/fast-lane/statistics';
import type { Journal, JournalBase } from '../../../runtime/protocol/journal';
import { StepWatch } from '../../support/step-watch';
import { withDeadline } from './project';
import type { Project } from './project';

/** The code of modules by identifier. */
export type Factories = Record<string, string>;

/** What has come of an edit. */
export interface Observed {
  /** The code that was published ahead of the build. */
  readonly patch: Factories | undefined;
  /** The code that the build has published. */
  readonly built: Factories;
  readonly stats: Stats;
}

/** A text of a file; `rename` writes it aside first, as many editors do. */
export interface Saved {
  readonly name: string;
  readonly text: string;
  readonly rename?: boolean;
}

/** A compiler under control. */
export class Laboratory {
  readonly statistics: LaneStatistics;
  readonly #project: Project;
  readonly #compiler: Compiler;
  readonly #watch: StepWatch;
  readonly #builds: Stats[] = [];
  readonly #failures: Error[] = [];
  /** Is called when a build has read all modules. */
  #onMade: (() => Promise<void>) | undefined;

  constructor(project: Project, config: Configuration) {
    this.#project = project;
    this.#compiler = webpack(config);
    this.#watch = new StepWatch(this.#compiler);
    this.statistics = statisticsOf(this.#compiler);
    this.#compiler.hooks.finishMake.tapPromise('Laboratory', async () => this.#onMade?.());
    this.#compiler.watch({}, (error, stats) => {
      if (stats) this.#builds.push(stats);
      if (error) this.#failures.push(error);
    });
  }

  async first(): Promise<Stats> {
    return this.#nextBuild(0);
  }

  /** Saves a file; `rename` writes it aside first, as many editors do. */
  async save(name: string, text: string, rename = false): Promise<Observed> {
    return this.overtake(name, text, {}, rename);
  }

  /**
   * Saves a file, and saves something else before webpack begins to build.
   *
   * @param later - texts by name, of this file or of others
   */
  async overtake(name: string, text: string, later: Record<string, string>, rename = false): Promise<Observed> {
    this.#write({ name, text, rename });
    await this.#offer(name);
    this.#project.write(later);
    const ahead = this.#project.journal();
    const last = ahead.updates.at(-1);
    const patch = last?.patch === true ? this.#read(last) : undefined;
    const count = this.#builds.length;
    this.#watch.notify(
      [name, ...Object.keys(later)].map((other) => this.#pathOf(other)),
      [],
    );
    const stats = await this.#nextBuild(count);
    return { patch, built: this.#readNew(ahead, this.#project.journal()), stats };
  }

  /** Saves files in the same moment. */
  async saveTogether(saves: readonly Saved[]): Promise<Observed> {
    const [before, count] = [this.#project.journal(), this.#builds.length];
    for (const save of saves) this.#write(save);
    await this.#offer(...saves.map(({ name }) => name));
    const ahead = this.#project.journal();
    this.#watch.notify(
      saves.map(({ name }) => this.#pathOf(name)),
      [],
    );
    const stats = await this.#nextBuild(count);
    return { patch: this.#readPatch(before, ahead), built: this.#readNew(ahead, this.#project.journal()), stats };
  }

  /**
   * Saves a file, and another text or file when the build of the first has read everything.
   *
   * @returns what has come of each of the two: of the second, the build that follows
   */
  async saveDuring(first: Saved, second: Saved): Promise<readonly [Observed, Observed]> {
    const [before, count] = [this.#project.journal(), this.#builds.length];
    let between = before;
    this.#write(first);
    await this.#offer(first.name);
    this.#onMade = async () => {
      this.#onMade = undefined;
      between = this.#project.journal();
      this.#write(second);
      await this.#offer(second.name);
      ahead = this.#project.journal();
    };
    let ahead = before;
    this.#watch.notify([this.#pathOf(first.name)], []);
    const stats = await this.#nextBuild(count);
    const published = this.#project.journal();
    const observed = { patch: this.#readPatch(before, between), built: this.#readNew(ahead, published), stats };
    this.#watch.notify([this.#pathOf(second.name)], []);
    const next = await this.#nextBuild(count + 1);
    const built = this.#readNew(published, this.#project.journal());
    return [observed, { patch: this.#readPatch(between, ahead), built, stats: next }];
  }

  /**
   * Saves a file whose loader lets the build begin before it is done.
   *
   * @param release - called when the build has begun
   */
  async saveLate(name: string, text: string, release: () => void): Promise<Observed> {
    const file = path.join(this.#project.folder, name);
    const before = this.#project.journal();
    const count = this.#builds.length;
    const published = this.statistics.published;
    fs.writeFileSync(file, text);
    this.tell(name);
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    this.#compiler.hooks.thisCompilation.tap('Laboratory', () => {
      release();
      release = () => undefined;
    });
    this.#watch.notify([file], []);
    const stats = await this.#nextBuild(count);
    const built = this.#readNew(before, this.#project.journal());
    return { patch: this.statistics.published > published ? built : undefined, built, stats };
  }

  /**
   * Saves a file, and waits until the compilation of it has failed, after which webpack does not watch any more.
   *
   * @returns the patches that were published, and the one that took them back
   */
  async fail(name: string, text: string): Promise<readonly Factories[]> {
    const before = this.#project.journal();
    this.#project.write({ [name]: text });
    await this.#offer(name);
    this.#watch.notify([path.join(this.#project.folder, name)], []);
    await withDeadline('nothing has failed', async () => {
      while (this.#failures.length === 0 || this.#project.journal().updates.length < 2) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
    return this.#listNew(before, this.#project.journal());
  }

  /**
   * Saves a file without webpack's knowledge.
   *
   * @returns the patch that was published
   */
  async saveUnwatched(name: string, text: string): Promise<readonly Factories[]> {
    const before = this.#project.journal();
    this.#project.write({ [name]: text });
    await this.#offer(name);
    return this.#listNew(before, this.#project.journal());
  }

  /** Has webpack build again, and watch. */
  async resume(): Promise<Stats> {
    const count = this.#builds.length;
    this.#compiler.watching?.invalidate();
    return this.#nextBuild(count);
  }

  /** The code of a whole build. */
  readBase(): Factories {
    const { base } = this.#project.journal();
    return base === undefined ? {} : this.#read(base);
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#compiler.close(() => resolve()));
  }

  /** Tells the fast lane of an edit. */
  tell(name: string): void {
    this.#compiler.hooks.invalid.call(path.join(this.#project.folder, name), Date.now());
  }

  /** Tells the fast lane of edits, and waits until it has done with them. */
  async #offer(...names: readonly string[]): Promise<void> {
    const goal = this.#count() + names.length;
    for (const name of names) this.tell(name);
    await withDeadline('the fast lane has not decided', async () => {
      while (this.#count() < goal) await new Promise((resolve) => setImmediate(resolve));
    });
  }

  #write({ name, rename, text }: Saved): void {
    const file = this.#pathOf(name);
    fs.writeFileSync(rename === true ? `${file}.tmp` : file, text);
    if (rename === true) fs.renameSync(`${file}.tmp`, file);
  }

  #pathOf(name: string): string {
    return path.join(this.#project.folder, name);
  }

  #readPatch(before: Journal, after: Journal): Factories | undefined {
    return after.build === before.build ? undefined : this.#readNew(before, after);
  }

  #count(): number {
    return this.statistics.published + [...this.statistics.left.values()].reduce((sum, count) => sum + count, 0);
  }

  async #nextBuild(count: number): Promise<Stats> {
    return withDeadline('no build', async () => {
      while (this.#builds.length <= count) await new Promise((resolve) => setImmediate(resolve));
      // The callback comes before webpack watches again.
      await new Promise((resolve) => setImmediate(resolve));
      return this.#builds[count]!;
    });
  }

  #readNew(before: Journal, after: Journal): Factories {
    return Object.assign({}, ...this.#listNew(before, after)) as Factories;
  }

  #listNew(before: Journal, after: Journal): readonly Factories[] {
    const known = new Set(before.updates.map(({ to }) => to));
    return after.updates.filter(({ to }) => !known.has(to)).map((update) => this.#read(update));
  }

  #read({ files }: Pick<JournalBase, 'files'>): Factories {
    return Object.assign({}, ...Object.keys(files).map((name) => readFactories(this.#project.read(name)))) as Factories;
  }
}

/** Reads the modules of an update file. */
function readFactories(text: string): Factories {
  const exports: { modules?: Record<string, () => unknown> } = {};
  compileFunction(text, ['exports', 'require', 'module'])(exports, undefined, { exports });
  return Object.fromEntries(Object.entries(exports.modules ?? {}).map(([id, factory]) => [id, String(factory)]));
}
