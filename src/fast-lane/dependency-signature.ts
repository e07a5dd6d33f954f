/** Says of a dependency what the rest of a build can depend on, as a text that can be compared. */

import type { Dependency } from 'webpack';

/** Where something is written, and how: nothing outside of the module depends on it. */
const LOCAL =
  /^_|range|^(?:loc|asiSafe|call|shorthand|prefix|suffix|statement|declarationId|expression|critical|isDeclaration|sourceOrder)$/i;

/**
 * What follows from other dependencies of the module, which are compared in order: the exported stars, and what is
 * accepted. What may be written into other modules is of no use where `optimization.inlineExports` is off.
 */
const DERIVED = /^(?:allStarExports|constValue|dependencies|otherStarExports)$/;

/** Stands for what cannot be compared; it never equals anything. */
const OPAQUE = Symbol('opaque');

/**
 * Says what a dependency is: its type, its request, the names it asks for or gives.
 *
 * @returns `undefined` where it holds something that cannot be compared
 */
export function signDependency(dependency: Dependency): string | undefined {
  if (dependency.type === 'json exports') return signData(dependency);
  const facts = describe(Object.fromEntries(Object.entries(dependency)), 0);
  if (facts === OPAQUE) return undefined;
  const identity = [dependency.constructor.name, dependency.type, dependency.getResourceIdentifier()];
  return JSON.stringify([...identity, facts]);
}

/** Of data, the rest of a build knows the names, as far down as `parser.json.exportsDepth` says. */
function signData(dependency: Dependency): string {
  // It asks no graph (webpack/lib/json/JsonExportsDependency.js).
  return JSON.stringify([dependency.type, dependency.getExports(undefined as never)]);
}

/** How deep values are looked into: the names of an import that nobody uses are six levels down. */
const DEEPEST = 8;

/** What brings in another module as a whole, in the types of webpack. */
const IMPORTS = new Set(['harmony side effect evaluation', 'cjs require', 'cjs full require']);

/** Whether it imports another module at once; who else does, and in which order, is the business of the module. */
export function isImport(dependency: Dependency): boolean {
  return IMPORTS.has(dependency.type);
}

/** What names an export, in the types of webpack; more than one may say the same, and headers name nothing. */
const EXPORTS = new Set([
  'harmony export header',
  'harmony export specifier',
  'harmony export expression',
  'cjs exports',
]);

/** Whether it gives something to others, and takes it from nobody else. */
export function isExport(dependency: Dependency): boolean {
  return EXPORTS.has(dependency.type);
}

/** The name that an export gives something; `undefined` for what comes with an export that has one. */
export function nameExport(dependency: Dependency): string | undefined {
  const { name, names } = dependency as { readonly name?: string; readonly names?: readonly string[] };
  return dependency.type === 'harmony export expression' ? 'default' : (name ?? names?.[0]);
}

/** Whether it is one of many uses of something that is imported anyway: how many there are says nothing. */
export function isImportUse(dependency: Dependency): boolean {
  return dependency.type === 'harmony import specifier';
}

/** Writes a value without what is local in it; fixed types first, for most values are texts or numbers. */
export function describe(value: unknown, depth: number): unknown {
  if (value === null || typeof value !== 'object') return typeof value === 'function' ? OPAQUE : value;
  if (depth > DEEPEST) return OPAQUE;
  if (value instanceof RegExp) return String(value);
  if (value instanceof Set || Array.isArray(value)) return describeAll([...(value as Iterable<unknown>)], depth);
  if (value instanceof Map) return describeAll([...(value as ReadonlyMap<unknown, unknown>)], depth);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return OPAQUE;
  return describeAll(
    Object.entries(value)
      .filter(([name, part]) => part !== undefined && !LOCAL.test(name) && !DERIVED.test(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
    depth,
  );
}

/** Whether a description can be compared. */
export function isOpaque(description: unknown): boolean {
  return description === OPAQUE;
}

function describeAll(values: readonly unknown[], depth: number): unknown {
  const all = values.map((value) => describe(value, depth + 1));
  return all.includes(OPAQUE) ? OPAQUE : all;
}
