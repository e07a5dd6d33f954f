/** Decides whether anything in a build follows from which names a module exports. */

import type { Compilation, Dependency } from 'webpack';
import { asModule } from './internals';
import type { FileModule } from './internals';

/** What decides about how a module is imported. */
const SPECIAL = ['__esModule', 'module.exports'];

/** Who asks for a module, and for none of its names. */
const NAMELESS: ReadonlySet<string> = new Set([
  'harmony side effect evaluation',
  'cjs require',
  'import()',
  'harmony accept',
  'module.hot.accept',
  'module.hot.decline',
  'import.meta.webpackHot.accept',
  'import.meta.webpackHot.decline',
]);

/** Who asks for a module, and says for which names. */
const NAMING: ReadonlySet<string> = new Set([
  'harmony import specifier',
  'harmony export imported specifier',
  'cjs full require',
]);

/**
 * Finds something that is generated in another way, or warned of, where a module exports other names.
 *
 * @param names - that it exports now and did not before, or the other way round
 */
export function findExportFollower(
  { chunkGraph, moduleGraph }: Compilation,
  old: FileModule,
  names: ReadonlySet<string>,
): string | undefined {
  if (names.size === 0) return undefined;
  const special = SPECIAL.find((name) => names.has(name));
  if (special !== undefined) return special;
  if (chunkGraph.isEntryModule(asModule(old))) return 'the entry';
  const isFollower = (dependency: Dependency | null): boolean =>
    dependency !== null && follows(moduleGraph, dependency, names);
  for (const { dependency, originModule } of moduleGraph.getIncomingConnections(asModule(old))) {
    if (isFollower(dependency)) return originModule?.identifier() ?? 'the build';
  }
  return undefined;
}

function follows(moduleGraph: Compilation['moduleGraph'], dependency: Dependency, names: ReadonlySet<string>): boolean {
  if (NAMELESS.has(dependency.type)) return false;
  if (!NAMING.has(dependency.type)) return true;
  const [first] = listAsked(moduleGraph, dependency);
  return first === undefined ? isStar(dependency) : names.has(first);
}

/** Whether it is `export * from …`, of which code follows for each name. */
function isStar(dependency: Dependency): boolean {
  return dependency.type === 'harmony export imported specifier' && Reflect.get(dependency, 'name') === null;
}

/** What plugins have made of the names that are asked for, if they have. */
function listAsked(moduleGraph: Compilation['moduleGraph'], dependency: Dependency): readonly string[] {
  const { getIds, names } = dependency as Dependency & {
    readonly getIds?: (moduleGraph: Compilation['moduleGraph']) => readonly string[];
    readonly names?: readonly string[];
  };
  return getIds?.call(dependency, moduleGraph) ?? names ?? [];
}
