/** Tells wrappers what happens to the modules they include, and remembers when each was evaluated last. */

import { serializeError } from './errors';
import type { ModuleWrapper } from './module-wrapper';
import type { ModuleId } from './protocol/identifiers';
import type { Result } from './transaction/transaction';
import type { Plan } from './update-plan';

/** Keeps the wrappers informed. */
export class ReloadNotices {
  readonly #wrappers: () => Iterable<ModuleWrapper>;
  readonly #originOf: (error: unknown) => ModuleId | undefined;
  readonly #generations = new Map<ModuleId, number>();

  constructor(wrappers: () => Iterable<ModuleWrapper>, originOf: (error: unknown) => ModuleId | undefined) {
    this.#wrappers = wrappers;
    this.#originOf = originOf;
  }

  /** The generation of the last commit that evaluated a module; 0 before the first. */
  generationOf(id: ModuleId): number {
    return this.#generations.get(id) ?? 0;
  }

  start({ outdated }: Plan): void {
    const payload = { modules: [...outdated] };
    for (const wrapper of this.#wrappers()) wrapper.notify('beforeReload', outdated, payload);
  }

  end({ outdated }: Plan, result: Result, generation: number): void {
    if (result.kind === 'committed') this.#commit(outdated, result.evaluated.keys(), generation);
    else this.#fail(outdated, result.error);
  }

  #commit(outdated: ReadonlySet<ModuleId>, evaluated: Iterable<ModuleId>, generation: number): void {
    for (const id of evaluated) this.#generations.set(id, generation);
    const payload = { modules: [...outdated], generation };
    for (const wrapper of this.#wrappers()) wrapper.notify('afterReload', outdated, payload);
  }

  #fail(outdated: ReadonlySet<ModuleId>, error: unknown): void {
    const payload = { error: serializeError(error, this.#originOf(error)) };
    for (const wrapper of this.#wrappers()) wrapper.notify('error', outdated, payload);
  }
}
