/** Imitates `module.hot` and the bookkeeping behind it, as webpack's HotModuleReplacement.runtime.js does it. */

import type { ApplyOptions } from '../../runtime/apply-options';
import type { AcceptCallback, AcceptErrorHandler, DisposeHandler, HotModule, HotState } from '../../runtime/host';
import type { Status, StatusHandler } from '../../runtime/hot-status';
import type { ModuleId } from '../../runtime/protocol/identifiers';
import type { WebpackRequire } from '../../runtime/webpack-host';

type Dependencies = ModuleId | readonly ModuleId[];

/** What a module finds as `module.hot`. */
export interface FakeHot extends HotState {
  readonly _acceptedDependencies: Record<string, AcceptCallback | undefined>;
  readonly _acceptedErrorHandlers: Record<string, AcceptErrorHandler | undefined>;
  readonly _declinedDependencies: Record<string, boolean | undefined>;
  readonly _disposeHandlers: DisposeHandler[];
  _selfAccepted: boolean | AcceptErrorHandler;
  _selfDeclined: boolean;
  readonly data: Record<string, unknown> | undefined;
  accept(
    dependencies?: Dependencies | AcceptErrorHandler,
    callback?: AcceptCallback,
    onError?: AcceptErrorHandler,
  ): void;
  decline(dependencies?: Dependencies): void;
  dispose(handler: DisposeHandler): void;
  addDisposeHandler(handler: DisposeHandler): void;
  removeDisposeHandler(handler: DisposeHandler): void;
  /** What the runtime under test puts in the place of webpack's own. */
  invalidate(): void;
  check(applyOnUpdate?: boolean | ApplyOptions): Promise<readonly ModuleId[] | null>;
  apply(options?: ApplyOptions): Promise<readonly ModuleId[]>;
  status(handler?: StatusHandler): Status | undefined;
  addStatusHandler(handler: StatusHandler): void;
  removeStatusHandler(handler: StatusHandler): void;
}

/** What webpack's own functions would do is nothing that the runtime relies on. */
function unused(): never {
  throw new Error("The runtime has not replaced this function of webpack's.");
}

/** One instance of a module. */
export interface FakeModule extends HotModule {
  readonly id: ModuleId;
  hot: FakeHot;
}

/** Gives each new instance its parents and its hot state. */
export class HotStates {
  readonly #root: WebpackRequire;
  #parents: ModuleId[] = [];
  #child: ModuleId | undefined;

  constructor(root: WebpackRequire) {
    this.#root = root;
  }

  /** `parent` is about to require `child` for the first time. */
  expect(child: ModuleId, parent: ModuleId): void {
    this.#parents = [parent];
    this.#child = child;
  }

  expectNobody(): void {
    this.#parents = [];
  }

  open(id: ModuleId, module: FakeModule): void {
    module.hot = this.#createHot(id, module);
    module.parents = this.#parents;
    module.children = [];
    this.#parents = [];
  }

  #createHot(id: ModuleId, me: FakeModule): FakeHot {
    const main = this.#child !== id;
    this.#child = undefined;
    const hot: FakeHot = {
      _acceptedDependencies: {},
      _acceptedErrorHandlers: {},
      _declinedDependencies: {},
      _selfAccepted: false,
      _selfDeclined: false,
      _disposeHandlers: [],
      _main: main,
      _requireSelf: () => {
        this.#parents = [...me.parents];
        this.#child = main ? undefined : id;
        this.#root(id);
      },
      active: true,
      data: this.#root.hmrD[id] as Record<string, unknown> | undefined,
      accept: (dependencies, callback = () => undefined, onError) => {
        if (dependencies === undefined) hot._selfAccepted = true;
        else if (typeof dependencies === 'function') hot._selfAccepted = dependencies;
        else {
          for (const dependency of listOf(dependencies)) {
            hot._acceptedDependencies[dependency] = callback;
            hot._acceptedErrorHandlers[dependency] = onError;
          }
        }
      },
      decline: (dependencies) => {
        if (dependencies === undefined) hot._selfDeclined = true;
        else for (const dependency of listOf(dependencies)) hot._declinedDependencies[dependency] = true;
      },
      dispose: (handler) => void hot._disposeHandlers.push(handler),
      addDisposeHandler: (handler) => void hot._disposeHandlers.push(handler),
      removeDisposeHandler: (handler) => {
        const index = hot._disposeHandlers.indexOf(handler);
        if (index >= 0) hot._disposeHandlers.splice(index, 1);
      },
      invalidate: unused,
      check: unused,
      apply: unused,
      status: unused,
      addStatusHandler: unused,
      removeStatusHandler: unused,
    };
    return hot;
  }
}

function listOf(dependencies: Dependencies): readonly ModuleId[] {
  return typeof dependencies === 'object' ? dependencies : [dependencies];
}
