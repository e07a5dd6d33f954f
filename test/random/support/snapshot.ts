/** Takes down what a failed update must leave alone. */

import { isDeepStrictEqual } from 'node:util';

import type { ModuleId } from '../../../runtime/protocol/identifiers';
import type { Outcome } from '../../../runtime/protocol/outcome';
import type { Process } from './process';
import type { BuiltModule } from './sources';

interface InstanceState {
  readonly instance: object;
  readonly exports: unknown;
  readonly parents: readonly unknown[];
  readonly children: readonly unknown[];
  readonly token: unknown;
  readonly state: number | undefined;
}

/** What is there between two steps. */
export interface Snapshot {
  readonly modules: ReadonlyMap<ModuleId, InstanceState>;
  readonly factories: ReadonlyMap<ModuleId, unknown>;
  readonly registered: readonly ModuleId[];
  readonly installed: ReadonlyMap<ModuleId, BuiltModule>;
}

/** Takes a snapshot. */
export function takeSnapshot(process: Process): Snapshot {
  const { c, m } = process.bundle.require;
  const complete = new Set(process.complete());
  const modules = Object.entries(c).flatMap(([id, instance]): (readonly [ModuleId, InstanceState])[] => {
    if (instance === undefined) return [];
    const own = complete.has(id) ? process.exportsOf(id) : undefined;
    const { exports } = instance;
    const [parents, children] = [[...instance.parents].sort(), [...instance.children].sort()];
    return [[id, { instance, exports, parents, children, token: own?.token, state: own?.state() }]];
  });
  return {
    modules: new Map(modules),
    factories: new Map(Object.entries(m)),
    registered: [...process.bundle.runtime.registry.all()].map(({ id }) => id).sort(),
    installed: new Map(process.model.installed),
  };
}

/** Names what differs although nothing may: an update was refused, or has failed. */
export function* findTraces(before: Snapshot, after: Snapshot, outcome: Outcome): Iterable<string> {
  if (!isDeepStrictEqual(before.registered, after.registered)) yield 'registrations have changed';
  if (outcome.kind === 'applied') return;
  if (!isSame(before.factories, after.factories)) yield 'factories have changed';
  const again = outcome.kind === 'rolled-back' ? evaluatedAgain(before, outcome.modules) : new Set<ModuleId>();
  for (const id of new Set([...before.modules.keys(), ...after.modules.keys()])) {
    if (again.has(id)) continue;
    const [old, young] = [before.modules.get(id), after.modules.get(id)];
    if (old?.instance !== young?.instance) yield `${String(id)} is another instance`;
    else if (old?.exports !== young?.exports) yield `${String(id)} has another exports object`;
    else if (old?.state !== young?.state) yield `${String(id)} has another state`;
    else if (again.size === 0 && !isDeepStrictEqual(old?.parents, young?.parents))
      yield `${String(id)} has other parents: ${String(young?.parents)} instead of ${String(old?.parents)}`;
    else if (!isDeepStrictEqual(old?.children, young?.children)) yield `${String(id)} has other children`;
  }
}

/** Names the modules that have not handed on their state, or have kept what is gone. */
export function* findLostStates(before: Snapshot, after: Snapshot): Iterable<string> {
  for (const [id, young] of after.modules) {
    const old = before.modules.get(id);
    if (old?.state === undefined || young.state === undefined) continue;
    const isSameInstance = old.token === young.token;
    const hands = isSameInstance || before.installed.get(id)?.hot.dispose !== 'none';
    const expected = hands ? old.state : 0;
    if (young.state !== expected)
      yield `${String(id)} has the state ${String(young.state)} instead of ${String(expected)}`;
  }
}

/** Where one of the old instances had a dispose handler, all of them are evaluated again. */
function evaluatedAgain(before: Snapshot, modules: readonly ModuleId[]): ReadonlySet<ModuleId> {
  const old = modules.filter((id) => before.modules.has(id));
  const isTouched = old.some((id) => before.installed.get(id)?.hot.dispose !== 'none');
  return new Set(isTouched ? old : []);
}

function isSame(a: ReadonlyMap<unknown, unknown>, b: ReadonlyMap<unknown, unknown>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}
