/** Writes modules as webpack and TypeScript compile them. */

import type { ModuleFactory } from '../../runtime/host';
import type { ModuleId } from '../../runtime/protocol/identifiers';
import type { AsyncBody } from './fake-async-module';
import type { FakeModule } from './fake-hot';
import type { Exports, FakeFactory, FakeRequire } from './fake-webpack';

/**
 * A compiled ES module.
 *
 * @param names - what it exports; one that `body` has not assigned yet cannot be read, as with `const`
 * @param body - assigns the exports
 */
export function esm(
  names: readonly string[],
  body: (own: Record<string, unknown>, require: FakeRequire, module: FakeModule) => void,
): FakeFactory {
  return (module, exports, require) => {
    const own: Record<string, unknown> = {};
    const read = (name: string): unknown => {
      if (!(name in own)) throw new ReferenceError(`Cannot access '${name}' before initialization`);
      return own[name];
    };
    require.r(exports);
    require.d(exports, Object.fromEntries(names.map((name) => [name, () => read(name)])));
    body(own, require, module);
  };
}

/**
 * An ES module with a top-level await, or with an import of such a module.
 *
 * @param imports - what it imports, in order; `body` gets their namespaces
 */
export function asyncEsm(
  names: readonly string[],
  imports: readonly ModuleId[],
  body: (
    own: Record<string, unknown>,
    namespaces: readonly Exports[],
    module: FakeModule,
    require: FakeRequire,
  ) => Promise<void> | undefined,
): FakeFactory {
  const factory: FakeFactory = (module, exports, require) => {
    const own: Record<string, unknown> = {};
    const evaluate = async (...[handle, done]: Parameters<AsyncBody>): Promise<void> => {
      try {
        require.r(exports);
        require.d(exports, Object.fromEntries(names.map((name) => [name, () => own[name]])));
        const namespaces = handle(imports.map((id) => require<unknown>(id)));
        const isLater = 'then' in namespaces;
        await body(own, (isLater ? (await namespaces)() : namespaces) as readonly Exports[], module, require);
        done();
      } catch (error) {
        done(error);
      }
    };
    require.a(module, (handle, done) => void evaluate(handle, done), true);
  };
  marks.set(factory, ASYNC_MARK);
  return factory;
}

/** An ES module that exports a `value`. */
export function valueOf(value: unknown): FakeFactory {
  return esm(['value'], (own) => {
    own['value'] = value;
  });
}

/** An ES module that exports `read`, which reads the `value` it imports from another module. */
export function readerOf(id: ModuleId): FakeFactory {
  return esm(['read'], (own, require) => {
    const imported = require(id);
    own['read'] = () => imported.value;
  });
}

/** An ES module that imports others and exports nothing. */
export function importing(...ids: readonly ModuleId[]): FakeFactory {
  return esm([], (_, require) => {
    for (const id of ids) require(id);
  });
}

/** An ES module whose evaluation fails. */
export function throwing(message: string): FakeFactory {
  return esm(['value'], () => {
    throw new Error(message);
  });
}

/** A module that TypeScript compiled to CommonJS. */
export function commonJs(body: (exports: Exports, require: FakeRequire, module: FakeModule) => void): FakeFactory {
  return (module, exports, require) => {
    Object.defineProperty(exports, '__esModule', { value: true });
    body(exports, require, module);
  };
}

/** TypeScript's `__createBinding`: `export { name } from './from'`, `export { name as other } from …` and `export *`. */
export function createBinding(exports: Exports, from: Exports, name: string, other: string = name): void {
  let property = Object.getOwnPropertyDescriptor(from, name);
  if (
    property === undefined ||
    ('get' in property ? !from['__esModule'] : property.writable || property.configurable)
  ) {
    property = { enumerable: true, get: () => from[name] };
  }
  Object.defineProperty(exports, other, property);
}

/** What the text of an asynchronous module is known by. */
const ASYNC_MARK = '__webpack_require__.a(module';

const marks = new WeakMap<FakeFactory, string>();
const texts = new WeakMap<FakeFactory, string>();
let written = 0;

/**
 * Compiles a factory: a new function each time, whose text is the same exactly where the factory is.
 *
 * The text of a real factory tells it from every other; here it cannot, for the helpers above share theirs.
 */
export function compile(factory: FakeFactory): ModuleFactory {
  const text = texts.get(factory) ?? `/* text ${String((written += 1))} */ ${marks.get(factory) ?? ''}`;
  texts.set(factory, text);
  const compiled: ModuleFactory = (module, exports, require) => {
    factory(module as FakeModule, exports as Exports, require as FakeRequire);
  };
  return Object.assign(compiled, { toString: () => text });
}
