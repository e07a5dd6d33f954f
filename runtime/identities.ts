/** Knows which module an id, an exports object, a wrapper or an accessor stands for, and keeps one of each per module. */

import type { InclusionOptions } from './api';
import { type AccessorTarget, createAccessor } from './module-attribute-accessor';
import type { ModuleId } from './protocol/identifiers';
import { toInclusion, type Inclusion } from './include-strategy';

/** What identities are made with. */
export interface IdentityParts<W extends object> {
  ownerOf(exports: object): ModuleId | undefined;
  has(id: ModuleId): boolean;
  targetOf(id: ModuleId): AccessorTarget;
  wrap(id: ModuleId, inclusion: Inclusion): W;
}

/** One accessor per module, one wrapper per module and option set. */
export class Identities<W extends object> {
  readonly #parts: IdentityParts<W>;
  readonly #accessors = new Map<ModuleId, object>();
  readonly #wrappers = new Map<string, W>();
  readonly #stands = new WeakMap<object, ModuleId>();

  constructor(parts: IdentityParts<W>) {
    this.#parts = parts;
  }

  identify(value: unknown): ModuleId | undefined {
    if (typeof value === 'string' || typeof value === 'number') return this.#parts.has(value) ? value : undefined;
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined;
    return this.#stands.get(value) ?? this.#parts.ownerOf(value);
  }

  accessorOf(id: ModuleId): object {
    const known = this.#accessors.get(id);
    if (known !== undefined) return known;
    const accessor = createAccessor(this.#parts.targetOf(id));
    this.#accessors.set(id, accessor);
    this.#stands.set(accessor, id);
    return accessor;
  }

  wrapperOf(id: ModuleId, options: InclusionOptions): W {
    const inclusion = toInclusion(options);
    const key = [inclusion.recursive, inclusion.trackNewModules, typeof id, id].join(' ');
    const known = this.#wrappers.get(key);
    if (known !== undefined) return known;
    const wrapper = this.#parts.wrap(id, inclusion);
    this.#wrappers.set(key, wrapper);
    this.#stands.set(wrapper, id);
    return wrapper;
  }

  wrappers(): Iterable<W> {
    return this.#wrappers.values();
  }
}
