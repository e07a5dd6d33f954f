/** Takes outdated module instances out of the bundler's cache, and can put them back as they were. */

import type { HotHost, HotModule } from '../host';
import type { ModuleId } from '../protocol/identifiers';

/** The instances that left the cache, and what their leaving changed in others. */
export interface Eviction {
  readonly instances: ReadonlyMap<ModuleId, HotModule>;
  /** The parents, before the eviction, of modules that stayed. */
  readonly parents: ReadonlyMap<HotModule, ModuleId[]>;
  /** The children, before the eviction, of modules that accept an outdated dependency. */
  readonly children: ReadonlyMap<HotModule, ModuleId[]>;
}

/** What leaves, and who accepts that. */
export interface Leaving {
  readonly outdated: ReadonlySet<ModuleId>;
  readonly accepted: ReadonlyMap<ModuleId, ReadonlySet<ModuleId>>;
}

/** Removes the outdated instances from the cache and from the lists of those that stay. */
export function evict({ cache }: HotHost, { outdated, accepted }: Leaving): Eviction {
  const instances = new Map<ModuleId, HotModule>();
  for (const id of outdated) {
    const instance = cache[id];
    if (instance === undefined) continue;
    instances.set(id, instance);
    instance.hot.active = false;
    Reflect.deleteProperty(cache, id);
  }
  const parents = new Map<HotModule, ModuleId[]>();
  for (const child of childrenOf(cache, instances.values())) {
    parents.set(child, child.parents);
    child.parents = child.parents.filter((id) => !instances.has(id));
  }
  const children = new Map<HotModule, ModuleId[]>();
  for (const [id, dependencies] of accepted) {
    const parent = cache[id];
    if (parent === undefined) continue;
    children.set(parent, parent.children);
    parent.children = parent.children.filter((child) => !dependencies.has(child));
  }
  return { instances, parents, children };
}

/**
 * Undoes an eviction.
 *
 * @param evaluated - the instances that were evaluated since; they leave the cache
 */
export function reinstate({ cache }: HotHost, eviction: Eviction, evaluated: ReadonlyMap<ModuleId, HotModule>): void {
  for (const [id, instance] of evaluated) {
    instance.hot.active = false;
    Reflect.deleteProperty(cache, id);
  }
  for (const child of childrenOf(cache, evaluated.values())) {
    child.parents = child.parents.filter((id) => !evaluated.has(id));
  }
  for (const [id, instance] of eviction.instances) {
    instance.hot.active = true;
    cache[id] = instance;
  }
  for (const [module, parents] of eviction.parents) module.parents = parents;
  for (const [module, children] of eviction.children) module.children = children;
}

/**
 * Gives each new instance those parents of the old one that still require it, or accepted it and hold its exports.
 *
 * A module that is required by its own means knows its former parents only (`_requireSelf` in
 * webpack/lib/hmr/HotModuleReplacement.runtime.js), one that a parent required knows that parent only.
 */
export function relink(
  { cache }: HotHost,
  { accepted }: Pick<Leaving, 'accepted'>,
  eviction: Eviction,
  evaluated: ReadonlyMap<ModuleId, HotModule>,
): void {
  for (const [parent, dependencies] of accepted) {
    const children = cache[parent]?.children;
    for (const id of dependencies) if (evaluated.has(id) && children?.includes(id) === false) children.push(id);
  }
  for (const [id, instance] of evaluated) {
    const candidates = unite(eviction.instances.get(id)?.parents ?? [], instance.parents);
    instance.parents = candidates.filter((parent) => cache[parent]?.children.includes(id));
  }
}

/** Both lists in one; a new instance mostly knows but the parent that has required it first, as the old one did. */
function unite(before: readonly ModuleId[], now: readonly ModuleId[]): readonly ModuleId[] {
  const isKnown = now.length <= 1 && now.every((id) => before.includes(id));
  return isKnown ? before : [...new Set([...before, ...now])];
}

function childrenOf(cache: HotHost['cache'], modules: Iterable<HotModule>): ReadonlySet<HotModule> {
  const found = new Set<HotModule>();
  for (const module of modules) {
    for (const id of module.children) {
      const child = cache[id];
      if (child !== undefined) found.add(child);
    }
  }
  return found;
}
