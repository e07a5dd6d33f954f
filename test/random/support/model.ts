/** Knows what must be visible: which source each module of a process runs. */

import type { ModuleId } from '../../../runtime/protocol/identifiers';
import type { Outcome } from '../../../runtime/protocol/outcome';
import { type Build, type BuiltModule, exportedNames, isIncomplete, reexportOf } from './sources';
import type { Seen, Shown } from './view';

/** The plain model of a process. */
export class Model {
  readonly installed: Map<ModuleId, BuiltModule>;
  /** Modules that an error handler of the application has left half-evaluated. */
  readonly tolerated: Set<ModuleId> = new Set<ModuleId>();
  /** Whether an update is under way: who accepts a module that is staged has it already. */
  isBusy = false;
  /** Names of exports that copy the binding of a module which has exported a value: they may be stale for good. */
  readonly #fromValues = new Set<string>();
  #known: Build;

  constructor(build: Build) {
    this.installed = new Map(build);
    this.#known = build;
    this.#noteAssigned(build);
  }

  /** The newest build that the process has heard of. */
  get known(): Build {
    return this.#known;
  }

  /** Names what is wrong with an outcome. */
  judge(build: Build, outcome: Outcome): readonly string[] {
    if (outcome.kind === 'broken') return [`it is broken: ${outcome.error.message}`];
    const all = [...build.values(), ...this.installed.values()];
    if (outcome.kind !== 'rolled-back' || all.some(({ failure }) => failure !== 'none')) return [];
    return [`it has failed for no reason: ${outcome.error.message}`];
  }

  /** Takes in what became of a build: what is not pending is installed. */
  conclude(build: Build, { pending }: Outcome): void {
    this.#known = build;
    this.#noteAssigned(build);
    const waiting = new Set(pending);
    for (const id of new Set([...build.keys(), ...this.installed.keys()])) {
      if (waiting.has(id)) continue;
      const newest = build.get(id);
      if (newest !== undefined) this.installed.set(id, newest);
      // As long as anything is left out, old code may come back for what was removed.
      else if (waiting.size === 0) this.installed.delete(id);
    }
  }

  /** The model of what is there while accept handlers of a module that stays are at work with the new modules. */
  during(build: Build, outcome: Outcome): Model | undefined {
    if (![...this.installed.values()].some(({ hot }) => Object.keys(hot.accepts).length > 0)) return undefined;
    const modules = 'modules' in outcome ? outcome.modules : [];
    const isNew = (id: ModuleId): boolean =>
      modules.includes(id) && build.has(id) && (outcome.kind !== 'applied' || !outcome.pending.includes(id));
    const next = new Model(build);
    for (const id of build.keys()) if (!isNew(id)) next.installed.delete(id);
    for (const [id, source] of this.installed) if (!isNew(id)) next.installed.set(id, source);
    for (const id of this.tolerated) next.tolerated.add(id);
    for (const name of this.#fromValues) next.#fromValues.add(name);
    next.isBusy = true;
    return next;
  }

  /** Whether a module, or one that imports it, declines its updates. */
  isDeclined(id: ModuleId): boolean {
    const declines = ({ hot, imports }: BuiltModule): boolean => imports.includes(id) && hot.declines.includes(id);
    return this.installed.get(id)?.hot.self === 'declines' || [...this.installed.values()].some(declines);
  }

  /** What a module runs: the newest source, where it has been evaluated for the first time since. */
  sourceOf(id: ModuleId): BuiltModule | undefined {
    return this.installed.get(id) ?? this.#known.get(id);
  }

  /** Whether nothing is expected of what a module exports. */
  isUnknown(id: ModuleId): boolean {
    const source = this.sourceOf(id);
    return this.tolerated.has(id) || (source !== undefined && isIncomplete(source));
  }

  /** Whether a name is that of an export which may be stale for good. */
  isFromValue(name: string): boolean {
    return this.#fromValues.has(name);
  }

  /** Names what is wrong with what is seen of a module. */
  *findProblems(id: ModuleId, seen: Seen, tokens: Map<ModuleId, unknown>, way: string): Iterable<string> {
    if (this.isUnknown(id) || seen.kind === 'value') return;
    const here = `${way} > ${String(id)}`;
    const source = this.sourceOf(id);
    if (source === undefined) yield `${here}: there is no such module`;
    else if (seen.kind === 'error') yield `${here}: ${seen.message}`;
    else {
      const expected = expectation(source);
      for (const name of ['version', 'extra', 'names'] as const) {
        if (String(seen[name]) !== String(expected[name]))
          yield `${here}: ${name} is ${String(seen[name])} instead of ${String(expected[name])}`;
      }
      const token = tokens.get(id) ?? seen.token;
      tokens.set(id, token);
      if (token !== seen.token) yield `${here}: evaluation ${String(seen.token)} is seen besides ${String(token)}`;
      yield* this.#findStaleReexports(source, seen.reexports, here);
      if (seen.shown !== undefined) yield* this.#findShownProblems(source, seen.shown, tokens, here);
    }
  }

  *#findStaleReexports(
    { hot, imports }: BuiltModule,
    reexports: Readonly<Record<string, unknown>>,
    here: string,
  ): Iterable<string> {
    for (const id of imports) {
      const name = reexportOf(id);
      if (this.isBusy && hot.accepts[id] !== undefined) continue;
      if (!(name in reexports) || this.isUnknown(id) || this.isFromValue(name)) continue;
      const version = this.sourceOf(id)?.version;
      if (reexports[name] !== version)
        yield `${here}: ${name} is ${String(reexports[name])} instead of ${String(version)}`;
    }
  }

  *#findShownProblems(
    { hot, imports, lazy }: BuiltModule,
    { imported, loaded }: Shown,
    tokens: Map<ModuleId, unknown>,
    here: string,
  ): Iterable<string> {
    const names = [...imported.keys()];
    if (String(names) !== String(imports)) yield `${here}: imports ${String(names)} instead of ${String(imports)}`;
    for (const id of loaded.keys()) if (!lazy.includes(id)) yield `${here}: has loaded ${String(id)}`;
    for (const [id, seen] of [...imported, ...loaded]) {
      const isAccepted = hot.accepts[id] !== undefined;
      if (!this.isBusy || !isAccepted) yield* this.findProblems(id, seen, tokens, here);
    }
  }

  #noteAssigned(build: Build): void {
    for (const [id, { format, isAsync }] of build)
      if (format === 'assigned' && !isAsync) this.#fromValues.add(reexportOf(id));
  }
}

function expectation(source: BuiltModule): { version: number; extra: string | undefined; names: readonly string[] } {
  const { extra, version } = source;
  return { version, extra: extra ? `of ${String(version)}` : undefined, names: [...exportedNames(source)].sort() };
}

/** Whether there was more than one transaction: what was refused is tried again where new code decides. */
export function isRetold(before: number, { generation, kind }: Outcome): boolean {
  return generation - before > (kind === 'applied' ? 1 : 0);
}
