/** Runs a random application over the fake bundle, with the plain model beside it. */

import { visibleExports } from '../../../runtime/async-module';
import { installRuntime } from '../../../runtime/current-runtime';
import { isThenable } from '../../../runtime/host';
import { ModuleWrapper } from '../../../runtime/module-wrapper';
import type { ModuleId } from '../../../runtime/protocol/identifiers';
import type { Outcome } from '../../../runtime/protocol/outcome';
import { AutomaticReloader, ManualReloader } from '../../../runtime/reloader';
import { type FakeBundle, startBundle } from '../../support/fake-bundle';
import type { FakeFactory } from '../../support/fake-webpack';
import type { FakeModule } from '../../support/fake-hot';
import type { Registrations } from './arbitrary-application';
import { Laboratory } from './laboratory';
import { isRetold, Model } from './model';
import { Compiler } from './module-code';
import { Doubts, findProblems, lookAround, type View } from './readers';
import { type Build, build, ENTRY, type Sources, textOf } from './sources';
import type { RandomExports } from './view';

/** A process that runs a random application. */
export class Process {
  readonly bundle: FakeBundle;
  readonly model: Model;
  readonly registered: Set<ModuleId> = new Set<ModuleId>();
  readonly #laboratory = new Laboratory();
  readonly #compiler = new Compiler(this.#laboratory);
  readonly #fetched: Build[] = [];
  readonly #problems: string[] = [];
  readonly #doubts = new Doubts();
  readonly #concluded = new WeakSet<Outcome>();
  /** The number of transactions that have been committed. */
  generation: number = 0;
  #published: Build;
  #hasStarted = false;
  #manual: ManualReloader | undefined;

  constructor(sources: Sources) {
    this.#published = build(sources);
    this.model = new Model(this.#published);
    this.bundle = startBundle(this.#compile([...this.#published.keys()]), { logLevel: 'silent' });
    this.#laboratory.currentExports = (id) => visibleExports(this.bundle.require.c[id]?.exports);
    const { source } = this.bundle;
    const fetch = source.fetch.bind(source);
    source.fetch = (hash) => {
      this.#fetched.push(this.#published);
      return fetch(hash);
    };
  }

  /** The newest build, whether or not the process has heard of it. */
  get published(): Build {
    return this.#published;
  }

  async start({ automatic, folder, manual, trackNewModules }: Registrations): Promise<void> {
    await this.#settleModules();
    this.#manual = new ManualReloader();
    const reloaders = [
      [new AutomaticReloader({ trackNewModules }), automatic],
      [new AutomaticReloader({ recursive: folder.recursive }), folder.modules],
      [this.#manual, manual],
    ] as const;
    for (const [reloader, modules] of reloaders) {
      for (const id of modules) {
        if (!this.#published.has(id) || !reloader.canRegister(id).ok) continue;
        reloader.register(id);
        this.registered.add(id);
      }
      if (reloader instanceof AutomaticReloader) reloader.start();
    }
    await this.#settleModules();
    this.#hasStarted = true;
  }

  publish(sources: Sources): void {
    const previous = this.#published;
    this.#published = build(sources);
    const changed = [...new Set([...previous.keys(), ...this.#published.keys()])].filter((id) => {
      const [old, young] = [previous.get(id), this.#published.get(id)];
      return old === undefined || young === undefined || textOf(old) !== textOf(young);
    });
    this.bundle.publish(this.#compile(changed));
  }

  async ring(): Promise<Outcome> {
    return this.#conclude(await this.bundle.ring());
  }

  async reload(): Promise<Outcome> {
    return this.#conclude(await (this.#manual ?? new ManualReloader()).reload());
  }

  async reloadOne(id: ModuleId): Promise<Outcome> {
    return this.#conclude(await ModuleWrapper.of(id).reload());
  }

  /** Lets one thing after the other go on until the work is done; readers are looked at meanwhile. */
  async settle<T>(work: Promise<T>, meanwhile: () => void = () => undefined): Promise<T> {
    return this.#laboratory.settle(
      work,
      () => {
        if (this.#hasStarted) this.#observe();
        meanwhile();
      },
      () => this.bundle.expire(),
    );
  }

  /** Names what is wrong with what readers see, and what was wrong while updates were under way. */
  findProblems(): readonly string[] {
    return [...this.#problems, ...findProblems(this.model, this.#look())];
  }

  /**
   * Looks at what readers see while an update is under way: the previous generation. Where a module that stays has
   * been told of the update and is busy with it, that may be the next one, whole as well.
   */
  #observe(): void {
    this.model.isBusy = true;
    const views = this.#look();
    this.#doubts.add(views, findProblems(this.model, views));
    this.model.isBusy = false;
  }

  #look(): readonly View[] {
    const { c } = this.bundle.require;
    const registered = [...this.registered].filter(
      (id) => c[id] !== undefined && this.model.sourceOf(id) !== undefined,
    );
    return lookAround(this.exportsOf(ENTRY), registered);
  }

  /** What a module that has been evaluated exports. */
  exportsOf(id: ModuleId): RandomExports {
    return visibleExports(this.bundle.require.c[id]?.exports) as RandomExports;
  }

  /** The modules whose instance is there and has run to its end. */
  complete(): readonly ModuleId[] {
    return Object.keys(this.bundle.require.c).filter((id) => this.#isComplete(id));
  }

  /** Whether there are instances whose code has not run to its end. */
  hasIncomplete(): boolean {
    const { c } = this.bundle.require;
    return Object.keys(c).some((id) => this.model.installed.has(id) && !this.#isComplete(id));
  }

  /** Loads what a module imports lazily; what fails is the business of its own code. */
  async load(load: RandomExports['load']): Promise<void> {
    const state = { isLoading: true };
    const stop = (): void => void (state.isLoading = false);
    load().then(stop, stop);
    do await new Promise(setImmediate);
    while (state.isLoading && this.#laboratory.release());
    this.#tolerate();
  }

  /** Loads whatever any module imports lazily. */
  async loadEverything(): Promise<void> {
    for (let known = -1; known !== this.complete().length;) {
      known = this.complete().length;
      for (const id of this.complete()) await this.load(this.exportsOf(id).load);
    }
  }

  /** Makes this process the one that accessors are asked of. */
  install(): void {
    installRuntime(this.bundle.runtime);
  }

  #compile(ids: readonly ModuleId[]): Record<ModuleId, FakeFactory | undefined> {
    return Object.fromEntries(
      ids.map((id) => {
        const source = this.#published.get(id);
        return [id, source && this.#compiler.compile(id, source)];
      }),
    );
  }

  #conclude(outcome: Outcome): Outcome {
    if (this.#concluded.has(outcome)) return outcome;
    this.#concluded.add(outcome);
    const build = this.#fetched.shift() ?? this.#published;
    const doubts = this.#doubts.resolve(this.model.during(build, outcome));
    if (!isRetold(this.generation, outcome)) this.#problems.push(...doubts);
    this.#problems.push(...this.model.judge(build, outcome));
    this.model.conclude(build, outcome);
    this.generation = outcome.generation;
    if (this.#laboratory.hasTakenError()) this.#tolerate();
    for (const id of this.model.tolerated) if (this.#isComplete(id)) this.model.tolerated.delete(id);
    return outcome;
  }

  #tolerate(): void {
    for (const id of this.model.known.keys()) if (!this.#isComplete(id)) this.model.tolerated.add(id);
  }

  #isComplete(id: ModuleId): boolean {
    const instance = this.bundle.require.c[id];
    return instance !== undefined && this.#laboratory.complete.has(instance as FakeModule);
  }

  async #settleModules(): Promise<void> {
    const promises = Object.values(this.bundle.require.c).flatMap((module) =>
      module !== undefined && isThenable(module.exports) ? [module.exports] : [],
    );
    await this.settle(Promise.all(promises));
  }
}
