/** Builds a module again beside the one that a compilation has, which does not notice. */

import type { Compilation, Compiler, NormalModule } from 'webpack';
import { PLUGIN_NAME } from '../plugin-name';
import { asFileModule, asModule } from './internals';
import type { FileModule } from './internals';

type InputFileSystem = Parameters<NormalModule['build']>[3];
type ReadCallback = (error: null, content: Buffer) => void;
type Resolver = Parameters<NormalModule['build']>[2];
type CreateData = ConstructorParameters<typeof NormalModule>[0];

/** What a module was made with; webpack takes some of it away from the module when the next compilation begins. */
export interface Recipe {
  readonly compilation: Compilation;
  readonly create: () => FileModule;
  readonly resolver: Resolver;
  readonly files: InputFileSystem;
}

/** What a module is built from. */
export interface FreshText {
  /** The file that the module is made of. */
  readonly file: string;
  readonly content: Buffer;
  /** Calls back when loaders may begin, which may occupy the process for a while. */
  readonly whenReady: (done: () => void) => void;
}

/** A module that was built, or why it could not be made or built. */
export type FreshResult =
  { readonly ok: true; readonly fresh: FileModule } | { readonly ok: false; readonly error: unknown };

/** Modules that are built here; it is not for webpack to watch what they read. */
const freshModules = new WeakSet();
/** What was read by modules that are built here could have been cached, as far as their loaders say. */
const cacheables = new WeakSet();

/**
 * Keeps webpack from taking snapshots of what fresh modules have read: that would cost time, and leave traces in what
 * it knows of the file system.
 */
export function withholdSnapshots(compiler: Compiler): void {
  compiler.hooks.compilation.tap(PLUGIN_NAME, (compilation) => {
    const { beforeSnapshot } = compiler.webpack.NormalModule.getCompilationHooks(compilation);
    beforeSnapshot.tap({ name: PLUGIN_NAME, stage: 1_000 }, (module) => {
      if (!freshModules.has(module) || module.buildInfo?.cacheable !== true) return;
      cacheables.add(module);
      module.buildInfo.cacheable = false;
    });
  });
}

/** Whether the loaders of a fresh module have called it cacheable. */
export function isCacheable(module: FileModule): boolean {
  return cacheables.has(module);
}

/** Remembers what is needed to build a module again; `undefined` where webpack has taken it away already. */
export function readRecipe(compilation: Compilation, old: FileModule): Recipe | undefined {
  const files = compilation.inputFileSystem as InputFileSystem | null;
  if (!old.parser || !old.generator || files === null) return undefined;
  const data = { ...old, context: old.context ?? undefined, layer: old.layer ?? undefined } as unknown as CreateData;
  const Class = old.constructor as new (data: CreateData) => NormalModule;
  const inherited = {
    factoryMeta: old.factoryMeta,
    hot: old.hot,
    resolveOptions: old.resolveOptions,
    useSourceMap: old.useSourceMap,
    useSimpleSourceMap: old.useSimpleSourceMap,
  };
  return {
    compilation,
    create: () => Object.assign(asFileModule(new Class(data)), inherited),
    resolver: compilation.resolverFactory.get('normal', old.resolveOptions),
    files,
  };
}

/**
 * Builds a module from a text.
 *
 * @param done - called where webpack calls back: a promise would have to wait for all that webpack has to do at once
 */
export function buildFresh(
  { compilation, create, files, resolver }: Recipe,
  text: FreshText,
  done: (result: FreshResult) => void,
): void {
  try {
    const fresh = create();
    freshModules.add(fresh);
    const served = serveText(files, text);
    asModule(fresh).build(compilation.options, compilation, resolver, served, (error) =>
      done(error ? { ok: false, error } : { ok: true, fresh }),
    );
  } catch (error) {
    done({ ok: false, error });
  }
}

/** Gives loaders the text that was read, and everything else as webpack would. */
function serveText(files: InputFileSystem, { content, file, whenReady }: FreshText): InputFileSystem {
  const readFile = (path: unknown, ...rest: unknown[]): void => {
    const done = rest.at(-1);
    if (path === file && typeof done === 'function') whenReady(() => (done as ReadCallback)(null, content));
    else Reflect.apply(files.readFile, files, [path, ...rest]);
  };
  return Object.assign(Object.create(files) as InputFileSystem, { readFile });
}
