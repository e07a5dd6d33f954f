/** Keeps the exports object of a module the same through its reloads. */

import type { ExportHelpers, HotModule } from './host';
import type { ModuleId } from './protocol';

/** The object that a module defines its exports on. */
interface ExportsHome {
  /** What importers hold. */
  readonly exports: object;
  /** What the module itself holds while it is evaluated: the same object, on which every property stays configurable. */
  readonly facade: object;
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
  readonly #open = new WeakMap<object, { readonly home: ExportsHome; readonly module: HotModule }>();
  #kept: ReadonlySet<ModuleId> = new Set();
  #undo: (() => void)[] = [];

  /** Tells which module an exports object, or an object a module exports in its place, belongs to. */
  ownerOf(exports: object): ModuleId | undefined {
    return this.#owners.get(exports);
  }

  /**
   * Begins a transaction; {@link commit} or {@link rollBack} ends it.
   *
   * @param kept - the modules whose exports object is used again
   */
  begin(kept: ReadonlySet<ModuleId>): void {
    this.#kept = kept;
    this.#undo = [];
  }

  commit(): void {
    this.#kept = new Set();
    this.#undo = [];
  }

  /** Puts every exports object back as it was when the transaction began. */
  rollBack(): void {
    for (const undo of this.#undo.reverse()) undo();
    this.commit();
  }

  /** Prepares a module for its evaluation. */
  open(id: ModuleId, module: HotModule): void {
    const previous = this.#homes.get(id);
    const reuse = previous !== undefined && this.#kept.has(id) && isRedefinable(previous.exports);
    const home = reuse ? previous : this.#create(id);
    this.#undo.push(this.#save(id, previous));
    if (reuse) deleteBindings(home.exports);
    this.#homes.set(id, home);
    this.#open.set(home.facade, { home, module });
    module.exports = home.facade;
  }

  /** Hands the plain exports object to importers, now that the module's own code has run. */
  close(id: ModuleId, module: HotModule): void {
    const home = this.#homes.get(id);
    if (home !== undefined && module.exports === home.facade) module.exports = home.exports;
    const { exports } = module;
    if (isObject(exports) && !this.#owners.has(exports)) this.#owners.set(exports, id);
  }

  /** Lets importers of named exports follow a module that now assigns `module.exports`. */
  mirror(id: ModuleId, module: HotModule): void {
    const home = this.#homes.get(id);
    const { exports } = module;
    if (home === undefined || exports === home.exports || !isObject(exports)) return;
    for (const name of Reflect.ownKeys(exports)) {
      const { enumerable } = Reflect.getOwnPropertyDescriptor(exports, name) ?? {};
      if (enumerable === true) define(home.exports, name, { enumerable, get: () => Reflect.get(exports, name) as unknown });
    }
  }

  /** Replaces an export for every importer, until the module is evaluated again. */
  override(exports: object, name: PropertyKey, value: unknown): boolean {
    const owner = this.#owners.get(exports);
    if (owner === undefined || this.#homes.get(owner)?.exports !== exports) return Reflect.set(exports, name, value);
    return define(exports, name, { value, writable: true, enumerable: true });
  }

  markNamespace(exports: object): void {
    const target = this.#toPlain(exports);
    define(target, Symbol.toStringTag, { value: 'Module' });
    define(target, '__esModule', { value: true });
  }

  defineGetters(exports: object, definition: object): void {
    const target = this.#toPlain(exports);
    for (const [name, property] of toProperties(definition)) {
      if (!Object.hasOwn(target, name)) define(target, name, { ...property, enumerable: true });
    }
  }

  /** Compiled ESM calls the helpers before it requires anything: from here on importers can have the plain object. */
  #toPlain(exports: object): object {
    const open = this.#open.get(exports);
    if (open === undefined) return exports;
    if (open.module.exports === open.home.facade) open.module.exports = open.home.exports;
    return open.home.exports;
  }

  #save(id: ModuleId, home: ExportsHome | undefined): () => void {
    if (home === undefined) return () => this.#homes.delete(id);
    const bindings = Object.getOwnPropertyDescriptors(home.exports);
    return () => {
      this.#homes.set(id, home);
      if (!isRedefinable(home.exports)) return;
      deleteBindings(home.exports);
      Object.defineProperties(home.exports, bindings);
    };
  }

  #create(id: ModuleId): ExportsHome {
    const exports = {};
    const facade = new Proxy(exports, { defineProperty: define });
    this.#owners.set(exports, id);
    this.#owners.set(facade, id);
    return { exports, facade };
  }
}

/** Defines a property that can be defined again, unless it is asked in so many words for one that cannot. */
function define(target: object, name: PropertyKey, property: PropertyDescriptor): boolean {
  const redefinable = Object.hasOwn(target, name) ? property : { configurable: true, ...property };
  return Reflect.defineProperty(target, name, redefinable);
}

function deleteBindings(exports: object): void {
  for (const name of Reflect.ownKeys(exports)) Reflect.deleteProperty(exports, name);
}

function isRedefinable(exports: object): boolean {
  const bindings: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(exports);
  return (
    Object.isExtensible(exports) && Reflect.ownKeys(bindings).every((name) => bindings[name as string]?.configurable)
  );
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** Reads both forms of webpack's definitions: an object of getters, or a list of names, each with a getter or 0 and a value. */
function* toProperties(definition: object): Iterable<[string, PropertyDescriptor]> {
  if (!Array.isArray(definition)) {
    for (const [name, get] of Object.entries(definition)) yield [name, { get: get as () => unknown }];
    return;
  }
  for (let index = 0; index < definition.length; index += 2) {
    const name = definition[index] as string;
    const binding: unknown = definition[index + 1];
    if (binding === 0) yield [name, { value: definition[index++ + 2] as unknown }];
    else yield [name, { get: binding as () => unknown }];
  }
}
