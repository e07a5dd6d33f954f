/** Suggests a change of the webpack configuration, once, after the first good build of a watch. */

import type { Compilation, Compiler } from 'webpack';
import { isPrinted, type LogLevel } from '../../runtime/protocol/bootstrap-options';
import { asFileModule } from '../fast-lane/internals';
import { findImpureLoader } from '../fast-lane/loader-purity';
import { hasTypeChecker } from '../fast-lane/module-facts';
import { PLUGIN_NAME } from '../plugin-name';
import { report } from '../reporter';
import { chooseHint, findMerging } from './configuration-hint';
import { findMistakenFile } from './output-format';
import { isYoungSpaceChosen } from './young-space';

/** What depends on the options of the plugin. */
interface HintOptions {
  readonly fastLane: boolean;
  readonly logLevel: LogLevel;
}

/** Prints at most one line. */
export function suggestConfiguration(compiler: Compiler, { fastLane, logLevel }: HintOptions): void {
  if (!isPrinted('info', logLevel)) return;
  let isDone = false;
  compiler.hooks.done.tap(PLUGIN_NAME, ({ compilation }) => {
    if (isDone || !compiler.watchMode || compilation.getStats().hasErrors()) return;
    isDone = true;
    const { devtool, optimization } = compiler.options;
    const [modules, checksTypes] = [compilation.modules.size, doesCheckTypes(compilation)];
    const youngSpaceChosen = isYoungSpaceChosen(process.execArgv, process.env['NODE_OPTIONS']);
    const [merging, mistaken] = [findMerging(optimization), findMistakenFile(compilation)];
    const facts = { devtool, modules, checksTypes, fastLane, youngSpaceChosen, merging, mistaken };
    const hint = chooseHint({ ...facts, lazyEntry: hasLazyEntry(compilation) });
    if (hint !== undefined) report(`hint: ${hint}`);
  });
}

function hasLazyEntry({ entries, moduleGraph }: Compilation): boolean {
  const dependencies = [...entries.values()].flatMap((entry) => entry.dependencies);
  return dependencies.some((entry) => moduleGraph.getModule(entry)?.type === 'lazy-compilation-proxy');
}

function doesCheckTypes(compilation: Compilation): boolean {
  const { NormalModule } = compilation.compiler.webpack;
  const hasChecker = hasTypeChecker(compilation);
  return [...compilation.modules].some(
    (module) =>
      module instanceof NormalModule && findImpureLoader(asFileModule(module).loaders, hasChecker) !== undefined,
  );
}
