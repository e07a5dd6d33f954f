/** Describes the sources of a random application, and what a compiler makes of them. */

import type { ModuleId } from '../../../runtime/protocol/identifiers';

/** How a module is written; one that is asynchronous is an ES module, whatever it was written as. */
export type Format = 'esm' | 'commonjs' | 'binding' | 'assigned';

/** What goes wrong with the code of a module; `poison` is what importers that accept it choke on. */
export type Failure = 'none' | 'throws-first' | 'throws-last' | 'rejects' | 'endless' | 'poison';

/** What a module does when one that it accepts has changed. */
export type Acceptance = 'plain' | 'callback' | 'async' | 'handled';

/** What a module says to `module.hot`; dependencies that it does not import do not count. */
export interface HotUse {
  readonly self: 'nothing' | 'accepts' | 'handles' | 'declines';
  readonly accepts: Readonly<Record<ModuleId, Acceptance>>;
  readonly declines: readonly ModuleId[];
  readonly dispose: 'none' | 'sync' | 'async' | 'throwing' | 'rejecting' | 'endless';
}

/** The source of one module. */
export interface Source {
  readonly version: number;
  readonly format: Format;
  /** Whether it has a top-level await. */
  readonly awaits: boolean;
  readonly imports: readonly ModuleId[];
  readonly lazy: readonly ModuleId[];
  /** Whether it has one export more. */
  readonly extra: boolean;
  readonly hot: HotUse;
  readonly failure: Failure;
}

/** Every source file there is; a build takes those that the entry needs. */
export type Sources = Readonly<Record<ModuleId, Source>>;

/** A module in a build. */
export interface BuiltModule extends Source {
  readonly isAsync: boolean;
}

/** The modules of one build. */
export type Build = ReadonlyMap<ModuleId, BuiltModule>;

const REEXPORT = 'version of ';

export const ENTRY = './main';

/** Compiles the sources: finds what is needed, and what has to be evaluated asynchronously. */
export function build(sources: Sources): Build {
  const needed = new Set<ModuleId>([ENTRY]);
  for (const id of needed) {
    const { imports, lazy } = tidy(sources[id]);
    for (const dependency of [...imports, ...lazy]) needed.add(dependency);
  }
  const asynchronous = findAsynchronous(sources, needed);
  return new Map([...needed].map((id) => [id, built(tidy(sources[id]), asynchronous.has(id))]));
}

/** What differs between two modules; the same text is the same code. */
export function textOf(module: BuiltModule): string {
  return JSON.stringify(module);
}

/** The name under which a module exports the version of another. */
export function reexportOf(id: ModuleId): string {
  return `${REEXPORT}${String(id)}`;
}

/** Whether a name is one of those. */
export function isReexport(name: string): boolean {
  return name.startsWith(REEXPORT);
}

/** The names that a module exports. */
export function exportedNames({ extra, failure, format, imports, isAsync }: BuiltModule): readonly string[] {
  const hasReexports = isAsync || format === 'esm' || format === 'binding';
  const reexports = hasReexports ? imports.map(reexportOf) : [];
  const more = [...(extra ? ['extra'] : []), ...(failure === 'poison' ? ['poison'] : [])];
  return ['version', 'state', 'bump', 'show', 'load', 'token', ...more, ...reexports];
}

/** Whether no instance of this code is ever complete. */
export function isIncomplete({ failure }: Source): boolean {
  return failure !== 'none' && failure !== 'poison';
}

/** `module.exports = …` gives importers in a circle what no reload can replace: such a module imports nothing. */
function tidy(source: Source | undefined): Source {
  if (source === undefined) throw new Error('There is no such source.');
  return source.format === 'assigned' ? { ...source, imports: [], lazy: [] } : source;
}

function built(source: Source, isAsync: boolean): BuiltModule {
  if (isAsync) return { ...source, isAsync };
  const failure = source.failure === 'rejects' ? 'throws-last' : source.failure;
  return { ...source, isAsync, failure: failure === 'endless' ? 'none' : failure };
}

function findAsynchronous(sources: Sources, needed: ReadonlySet<ModuleId>): ReadonlySet<ModuleId> {
  const found = new Set([...needed].filter((id) => sources[id]?.awaits));
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const id of needed) if (tidy(sources[id]).imports.some((dependency) => found.has(dependency))) found.add(id);
  }
  return found;
}
