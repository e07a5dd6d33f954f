/** Gathers what has to be known of an edited file before it may take the fast lane. */

import type { Compilation, Module } from 'webpack';
import { isRuntimeFileRequest } from '../runtime-files';
import type { FileUse } from './file-index';
import { listExtraFiles } from './file-index';
import { asFileModule } from './internals';
import type { LaneFacts, ModuleFacts } from './lane-verdict';
import { findImpureLoader, mayReadConfiguration } from './loader-purity';

/** Looks at the last finished build. */
export function gatherFacts(compilation: Compilation, file: string, use: FileUse): Omit<LaneFacts, 'hasMismatched'> {
  const { optimization, experiments } = compilation.options;
  const { modules, isReadByOthers, isConcatenated } = use;
  const [module] = modules;
  return {
    buildFailed: compilation.errors.length > 0,
    isLazy: Boolean(experiments.lazyCompilation),
    isMinimized: optimization.minimize,
    isOptimized: Boolean(
      optimization.usedExports || optimization.innerGraph || optimization.inlineExports || optimization.mangleExports,
    ),
    isReadByChild: compilation.children.some((child) => isReadIn(child, file)),
    modules: modules.length,
    isReadByOthers,
    module: module === undefined ? undefined : describeModule(compilation, module, isConcatenated),
  };
}

function isReadIn(child: Compilation, file: string): boolean {
  return child.fileDependencies.has(file) || child.children.some((inner) => isReadIn(inner, file));
}

function describeModule(compilation: Compilation, module: Module, isConcatenated: boolean): ModuleFacts {
  const { chunkGraph, compiler } = compilation;
  const { loaders, resource, matchResource } = asFileModule(module);
  const buildInfo = module.buildInfo ?? {};
  const hashes = [...chunkGraph.getModuleRuntimes(module)].map((runtime) => chunkGraph.getModuleHash(module, runtime));
  return {
    isFile: module instanceof compiler.webpack.NormalModule,
    isJavaScript: module.type.startsWith('javascript/') || module.type === 'json',
    isVirtual: matchResource !== undefined || /^[a-z][a-z+.-]+:/i.test(resource),
    isConcatenated,
    isRuntime: isRuntimeFileRequest('/', resource),
    hasProblems: module.getNumberOfErrors() + module.getNumberOfWarnings() > 0,
    isCacheable: buildInfo.cacheable === true,
    hasSideFiles: Object.keys(buildInfo.assets ?? {}).length > 0,
    isParsed: buildInfo['parsed'] === true,
    chunks: chunkGraph.getNumberOfModuleChunks(module),
    differsByRuntime: new Set(hashes).size > 1,
    loader: findImpureLoader(loaders, hasTypeChecker(compilation)),
    readsMore: !mayReadConfiguration(loaders) && listExtraFiles(module).length > 0,
  };
}

/** As ts-loader asks (ts-loader/dist/index.js). */
export function hasTypeChecker({ options }: Compilation): boolean {
  return options.plugins.some((plugin) => {
    return plugin instanceof Object && plugin.constructor.name === 'ForkTsCheckerWebpackPlugin';
  });
}
