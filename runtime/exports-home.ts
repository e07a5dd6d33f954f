/** Keeps the exports object of a module the same through its reloads. */

import { visibleExports } from './async-module';
import { ExportsFork } from './exports-fork';
import {
  bindingsOf,
  define,
  defineExports,
  isObject,
  isRedefinable,
  mark,
  mirrorBindings,
  replaceBindings,
} from './exports-object';
import type { ExportHelpers, HotModule } from './host';
import type { ModuleId } from './protocol/identifiers';

/** The object that a module defines its exports on. */
interface ExportsHome {
  /** What importers hold. */
  readonly exports: object;
  /** What the module itself holds while it is evaluated: the same object, on which every property stays configurable. */
  readonly facade: object;
}

/** A module whose code may still define exports. */
interface OpenModule extends ExportsHome {
  readonly id: ModuleId;
  readonly module: HotModule;
  /** Whether importers get the plain object as soon as the module turns out to be ESM. */
  readonly swap: boolean;
  /** Gives importers back what they had before. */
  readonly restore: () => void;
}

const NOTHING = (): void => undefined;

/** Lets every property that is defined be defined again. */
const REDEFINABLE: ProxyHandler<object> = { defineProperty: define };

/** What is needed to end a transaction either way. */
interface HomesTransaction {
  readonly kept: ReadonlySet<ModuleId>;
  readonly staged: boolean;
  readonly undo: (() => void)[];
  readonly evaluated: Map<HotModule, { readonly home: ExportsHome; readonly fork?: ExportsFork }>;
  /** Instances whose code has thrown. */
  readonly failed: Set<HotModule>;
}

/**
 * Owns the exports objects of all modules.
 *
 * A reload evaluates a module's new code on the object that its importers hold, so that every named and namespace
 * import is live without being touched. That takes exports which can be defined anew: compiled ESM defines them with
 * two helpers of webpack, which are replaced; CommonJS (TypeScript's `__createBinding`, for one) uses
 * `Object.defineProperty`, which only a proxy sees. It is handed to the module; importers get the plain object.
 */
export class ExportsHomes implements ExportHelpers {
  readonly #homes = new Map<ModuleId, ExportsHome>();
  readonly #owners = new WeakMap<object, ModuleId>();
  readonly #open = new WeakMap<object, OpenModule>();
  #transaction: HomesTransaction | undefined;

  /** Tells which module an exports object, or an object a module exports in its place, belongs to. */
  ownerOf(exports: object): ModuleId | undefined {
    return this.#owners.get(exports) ?? this.#open.get(exports)?.id;
  }

  /**
   * Begins a transaction; {@link commit} or {@link rollBack} ends it.
   *
   * @param kept - the modules whose exports object is used again
   * @param staged - whether importers keep the old exports until the commit; otherwise they see the new ones at once
   */
  begin(kept: ReadonlySet<ModuleId>, staged: boolean): void {
    this.#transaction = { kept, staged, undo: [], evaluated: new Map(), failed: new Set() };
  }

  /** Makes the new exports those of every importer. */
  commit(): void {
    const { evaluated = [], failed } = this.#transaction ?? {};
    this.#transaction = undefined;
    for (const [module, { home, fork }] of evaluated) {
      const exports = failed?.has(module) === true ? home.exports : visibleExports(module.exports);
      if (fork !== undefined && exports === fork.facade)
        replaceBindings(home.exports, Object.getOwnPropertyDescriptors(fork.exports));
      else if (exports !== home.exports && exports !== home.facade && isObject(exports)) {
        mirrorBindings(home.exports, exports);
      }
      if (fork !== undefined && module.exports === fork.facade) module.exports = home.exports;
      fork?.redirect(home.exports);
    }
  }

  /**
   * Puts every exports object back as it was when the transaction began. What is staged may have come into the hands
   * of modules that accept it, which stay.
   */
  rollBack(): void {
    const { evaluated = [], undo = [] } = this.#transaction ?? {};
    this.#transaction = undefined;
    for (const step of undo.reverse()) step();
    for (const [, { fork, home }] of evaluated) fork?.redirect(home.exports);
  }

  /** Prepares a module for its evaluation. */
  open(id: ModuleId, module: HotModule): void {
    const home = this.#homes.get(id);
    const restore = this.#save(id, home);
    this.#transaction?.undo.push(restore);
    if (home === undefined || this.#transaction?.kept.has(id) !== true || !isRedefinable(home.exports)) {
      this.#openNew(id, module);
    } else if (this.#transaction.staged) {
      this.#openFork(id, home, module);
    } else {
      this.#openAgain(id, home, module, restore);
    }
  }

  /** Hands the plain exports object to importers, now that the module's own code has run. */
  close(id: ModuleId, module: HotModule): void {
    const home = this.#homes.get(id);
    if (home !== undefined && module.exports === home.facade) module.exports = home.exports;
    const { exports } = module;
    if (isObject(exports) && !this.#owners.has(exports)) this.#owners.set(exports, id);
    // Accept handlers may take their time before the commit: importers see new exports already, these among them.
    const inPlace = this.#transaction?.evaluated.get(module);
    if (
      inPlace === undefined ||
      inPlace.fork !== undefined ||
      this.#transaction?.failed.has(module) === true ||
      !isObject(exports)
    )
      return;
    if (exports !== inPlace.home.exports && visibleExports(exports) === exports) {
      mirrorBindings(inPlace.home.exports, exports);
    }
  }

  /** Gives importers back what they had, after a module's code has thrown. */
  fail(id: ModuleId, module: HotModule): void {
    const home = this.#homes.get(id);
    this.#transaction?.failed.add(module);
    if (home === undefined || this.#transaction?.kept.has(id) !== true) return;
    // Where the module is staged, importers have lost nothing; what is open is an instance of an earlier transaction.
    const open = this.#open.get(home.facade);
    if (open?.module === module) open.restore();
  }

  /** Replaces an export for every importer, until the module is evaluated again; what has a setter sees to it itself. */
  override(exports: object, name: PropertyKey, value: unknown): boolean {
    const owner = this.#owners.get(exports);
    const isOurs = this.#open.has(exports) || (owner !== undefined && this.#homes.get(owner)?.exports === exports);
    const hasSetter = Reflect.getOwnPropertyDescriptor(exports, name)?.set !== undefined;
    if (!isOurs || hasSetter) return Reflect.set(exports, name, value);
    return define(exports, name, { value, writable: true, enumerable: true });
  }

  markNamespace(exports: object): void {
    const target = this.#toPlain(exports);
    mark(target, Symbol.toStringTag, 'Module');
    mark(target, '__esModule', true);
  }

  defineGetters(exports: object, definition: object): void {
    defineExports(this.#toPlain(exports), definition);
  }

  /** Compiled ESM calls the helpers before it requires anything: from here on importers can have the plain object. */
  #toPlain(exports: object): object {
    const open = this.#open.get(exports);
    if (open === undefined) return exports;
    if (open.swap && open.module.exports === open.facade) open.module.exports = open.exports;
    return open.exports;
  }

  #openNew(id: ModuleId, module: HotModule): void {
    const exports = {};
    const facade = new Proxy(exports, REDEFINABLE);
    this.#owners.set(exports, id);
    this.#homes.set(id, { exports, facade });
    this.#open.set(facade, { id, exports, facade, module, swap: true, restore: NOTHING });
    module.exports = facade;
  }

  #openAgain(id: ModuleId, home: ExportsHome, module: HotModule, restore: () => void): void {
    replaceBindings(home.exports, {});
    this.#transaction?.evaluated.set(module, { home });
    this.#open.set(home.facade, { ...home, id, module, swap: true, restore });
    module.exports = home.facade;
  }

  #openFork(id: ModuleId, home: ExportsHome, module: HotModule): void {
    const fork = new ExportsFork();
    const { exports, facade } = fork;
    this.#transaction?.evaluated.set(module, { home, fork });
    this.#open.set(facade, { id, exports, facade, module, swap: false, restore: NOTHING });
    module.exports = facade;
  }

  #save(id: ModuleId, home: ExportsHome | undefined): () => void {
    if (home === undefined) return () => this.#homes.delete(id);
    // Only an object that is used again can change.
    const bindings = this.#transaction?.kept.has(id) === true ? bindingsOf(home.exports) : undefined;
    return () => {
      this.#homes.set(id, home);
      if (bindings !== undefined && isRedefinable(home.exports)) replaceBindings(home.exports, bindings);
    };
  }
}
