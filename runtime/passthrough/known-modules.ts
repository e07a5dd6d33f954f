/** Knows the modules that the application names and gives each one accessor. */

import type { ModuleId } from '../protocol/identifiers';

/** What the pass-through keeps of one module. */
export interface KnownModule {
  /** What the caller passed if that was an identifier, the path of the file otherwise. */
  readonly id: ModuleId;
  /** Absolute path of the file; empty where it is not known. */
  readonly resource: string;
  readonly exports: Exports;
  readonly accessor: object;
  /** The wrappers by their options. */
  readonly wrappers: Record<string, object>;
  /** The reloader that it is registered with. */
  holder?: object | undefined;
}

type Exports = Record<PropertyKey, unknown>;
type Callable = (...args: unknown[]) => unknown;

declare const __webpack_require__: (id: ModuleId) => unknown;
declare const __webpack_modules__: object;

const { deleteProperty, getOwnPropertyDescriptor, ownKeys, set } = Reflect;

/** By the exports of the module and by its accessor. */
const knownModules = new WeakMap<object, KnownModule>();

/**
 * Finds or meets the module that a value names.
 *
 * @param name - exports, a namespace, a module id or an accessor
 * @returns undefined where the value names no module
 * @throws what a module that had to be loaded throws
 */
export function findModule(name: unknown): KnownModule | undefined {
  const isObject = Object(name) === name;
  const exports = (isObject ? name : loadModule(name as ModuleId)) as Exports;
  if (Object(exports) !== exports) return undefined;
  return knownModules.get(exports) ?? meetModule(exports, isObject ? undefined : (name as ModuleId));
}

/** An array takes all writes itself, and is one to those who ask its proxy. */
function meetModule(exports: Exports, id?: ModuleId): KnownModule {
  const accessor = new Proxy(Array.isArray(exports) ? exports : overlayFor(exports), handlerFor(exports));
  const resource = findFile(exports);
  const module = { id: id ?? resource, resource, exports, accessor, wrappers: {} };
  knownModules.set(exports, module).set(accessor, module);
  return module;
}

// Webpack knows `typeof __webpack_require__` while it builds: the `else` branches, and with them requests that it could
// not resolve, never reach a bundle. They use `require` and not `createRequire()` because it serves Jest's modules, too.

/** Loads a module by its identifier in the bundle or, outside of one, by the absolute path of its file. */
function loadModule(id: ModuleId): unknown {
  if (typeof __webpack_require__ === 'function') {
    return Object.hasOwn(__webpack_modules__, id) ? __webpack_require__(id) : undefined;
  } else {
    const path = String(id);
    try {
      if (!/^(\w:)?[\\/]/.test(path) || !require.resolve(path)) return undefined;
    } catch {
      return undefined;
    }
    return module.require(path);
  }
}

/** Finds the file of an evaluated module; that of an ES module is not known, nor is any in a bundle. */
function findFile(exports: object): string {
  if (typeof __webpack_require__ === 'function') {
    return '';
  } else {
    return Object.keys(require.cache).find((path) => require.cache[path]?.exports === exports) ?? '';
  }
}

/** What bound functions are made of: they, unlike this one, have no property that they cannot lose. */
function stand(): void {
  // The proxy calls the module.
}

/**
 * Makes what keeps the writes that a module, read-only as the namespace of an ES module is, does not take. It is the
 * target of the proxy as well, and so a function where calls are to go through.
 */
function overlayFor(exports: unknown): Exports {
  const overlay = typeof exports === 'function' ? stand.bind(0) : {};
  for (const name of ownKeys(overlay)) deleteProperty(overlay, name);
  return Object.setPrototypeOf(overlay, null) as Exports;
}

function handlerFor(exports: Exports): ProxyHandler<Exports> {
  return {
    get: (overlay, name) => (name in overlay ? overlay : exports)[name],
    set: (overlay, name, value) => (!(name in overlay) && set(exports, name, value)) || set(overlay, name, value),
    has: (overlay, name) => name in overlay || name in exports,
    deleteProperty: (overlay, name) => deleteProperty(name in overlay ? overlay : exports, name),
    ownKeys: (overlay) => [...new Set([...ownKeys(exports), ...ownKeys(overlay)])],
    getOwnPropertyDescriptor: (overlay, name) => {
      const own = getOwnPropertyDescriptor(exports, name);
      // A proxy may not call a property unchangeable that its target does not have.
      return getOwnPropertyDescriptor(overlay, name) ?? (own && { ...own, configurable: true });
    },
    preventExtensions: () => false,
    getPrototypeOf: () => Reflect.getPrototypeOf(exports),
    apply: (_overlay, self, args) => Reflect.apply(exports as unknown as Callable, self, args),
    construct: (_overlay, args, newTarget) =>
      Reflect.construct(exports as unknown as Callable, args, newTarget) as object,
  };
}
