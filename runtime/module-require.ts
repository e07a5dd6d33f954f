/** Gives modules require functions that cost little to make. */

import type { Execution, FollowRequire, RequireFunction } from './host';

/** The parts of `__webpack_require__` that are used (webpack/lib/RuntimeGlobals.js). */
interface BundleRequire extends RequireFunction {
  /** What intercepts the execution of modules. */
  readonly i: ((execution: Execution) => void)[];
}

/** Functions that load chunks: webpack gives each module one of its own, which holds up an update until it is done. */
const LOADERS: readonly PropertyKey[] = ['e', 'ei'];

/**
 * Gives every module that is evaluated from now on a require function that `follow` makes of webpack's. Webpack's is a
 * copy of the bundle's, with a getter and a setter for each of some 20 properties (createRequire in
 * webpack/lib/hmr/HotModuleReplacement.runtime.js): a fifth of the time that evaluating a small module takes, and a third
 * of the memory. Here webpack finds none to copy, and modules inherit them instead.
 */
export function followRequires(root: BundleRequire, follow: FollowRequire): void {
  const source = withLoadersOf(root);
  // A module that sets a property sets it for all: `__webpack_public_path__ = …` does.
  const inherited = new Proxy(root, { set: (target, name, value) => Reflect.set(target, name, value) });
  root.i.unshift((execution) => {
    execution.require = source;
  });
  root.i.push((execution) => {
    const { id, module, require: copy } = execution;
    execution.require = equip(follow(id, module, copy), copy, inherited);
  });
}

/** What webpack is to copy: it adds that parents, children and the loading of chunks are followed. */
function withLoadersOf(root: BundleRequire): RequireFunction {
  const source: RequireFunction = (id) => root(id);
  for (const name of LOADERS) Object.defineProperty(source, name, { get: () => Reflect.get(root, name) as unknown });
  return source;
}

function equip(require: RequireFunction, copy: RequireFunction, inherited: object): RequireFunction {
  Object.setPrototypeOf(require, inherited);
  for (const name of LOADERS) {
    const load: unknown = Reflect.get(copy, name);
    if (load !== undefined) Object.defineProperty(require, name, { value: load, writable: true, configurable: true });
  }
  return require;
}
