/** Decides which change of the webpack configuration is worth suggesting, if any: the one that helps most. */

import type { MistakenFile } from './output-format';

/** What the decision depends on. */
export interface ConfigurationFacts {
  /** The option of webpack. */
  readonly devtool: unknown;
  /** How many modules the first build consists of. */
  readonly modules: number;
  /** Whether a loader checks types while it builds a module. */
  readonly checksTypes: boolean;
  /** Whether edits are to be published ahead of their build. */
  readonly fastLane: boolean;
  /** Whether somebody has decided how much room there is for young objects. */
  readonly youngSpaceChosen: boolean;
  /** The option of webpack by which modules are no longer to be found as they are written, if one is in force. */
  readonly merging: MergingOption | undefined;
  /** Whether an entry is compiled only when it runs. */
  readonly lazyEntry: boolean;
  /** A file of an entry that Node.js cannot run. */
  readonly mistaken: MistakenFile | undefined;
}

/** An option by which several modules become one, or exports get other names. */
export type MergingOption = 'concatenateModules' | 'mangleExports';

/** From so many modules on, the source map of a whole chunk takes more time than most edits should. */
const MANY_MODULES = 500;

/**
 * From so many modules on, a tenth of a second or more of each build goes into collecting young objects for which there
 * would be room: 8 to 13 % of it, with 48 MB more for them.
 */
const HUGE = 5_000;

/** What stands in the place of a lazy entry accepts it (webpack/lib/hmr/LazyCompilationPlugin.js). */
const LAZY_ENTRY =
  'with experiments.lazyCompilation, an edit of an entry runs it once more in the same process: ' +
  'set it to { entries: false }';

/** Chooses the hint. */
export function chooseHint(facts: ConfigurationFacts): string | undefined {
  const { lazyEntry, merging, mistaken } = facts;
  if (mistaken !== undefined) return correctName(mistaken);
  if (lazyEntry) return LAZY_ENTRY;
  return merging === undefined ? chooseFaster(facts) : keepApart(merging);
}

/** Which of webpack's options for production is in force. */
export function findMerging(optimization: {
  readonly concatenateModules?: unknown;
  readonly mangleExports?: unknown;
  readonly usedExports?: unknown;
}): MergingOption | undefined {
  if (optimization.concatenateModules === true) return 'concatenateModules';
  const isOn = Boolean(optimization.mangleExports) && Boolean(optimization.usedExports);
  return isOn ? 'mangleExports' : undefined;
}

function keepApart(option: MergingOption): string {
  const remedy = "set it to false while webpack watches, as mode 'development' does";
  return `with optimization.${option}, reloaders do not find the modules that import * as names: ${remedy}`;
}

function correctName({ name, written }: MistakenFile): string {
  const [what, type, extension] =
    written === 'commonjs' ? ['CommonJS', 'module', 'cjs'] : ['an ECMAScript module', 'commonjs', 'mjs'];
  const remedy = `set output.filename and output.chunkFilename to '[name].${extension}'`;
  return `${name} is ${what}, and package.json says "type": "${type}", so Node.js cannot run it: ${remedy}`;
}

function chooseFaster(facts: ConfigurationFacts): string | undefined {
  const { checksTypes, devtool, fastLane, modules, youngSpaceChosen } = facts;
  if (checksTypes && fastLane) {
    const remedy = 'set transpileOnly and check types beside the build (fork-ts-checker-webpack-plugin, tsc --watch)';
    return `ts-loader checks types in each build, so no edit is live ahead of it: ${remedy}`;
  }
  if (modules >= MANY_MODULES && mapsWholeChunks(devtool)) {
    const remedy = `devtool '${String(devtool).replace(/^(?:inline-|hidden-)?/, 'eval-')}' maps only what has changed`;
    return `devtool '${String(devtool)}' maps all ${modules} modules again in each build: ${remedy}`;
  }
  if (modules < HUGE || youngSpaceChosen) return undefined;
  const remedy = 'start webpack with the flag --max-semi-space-size=64 of Node.js, or with it in NODE_OPTIONS';
  return `V8 has little room for young objects in a build of ${modules} modules: ${remedy}`;
}

/** Source maps by file, made from those of the modules; `eval` and `cheap` without modules cost little. */
function mapsWholeChunks(devtool: unknown): boolean {
  return typeof devtool === 'string' && /^(?:inline-|hidden-)?(?:cheap-module-)?source-map$/.test(devtool);
}
