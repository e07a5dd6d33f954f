/** Looks at an application through the eyes of its readers: its entry, which imports, and accessors. */

import { ModuleAttributeAccessor } from '../../../runtime/accessor-of';
import type { ModuleId } from '../../../runtime/protocol/identifiers';
import type { Model } from './model';
import { ENTRY } from './sources';
import { look, type RandomExports, type Seen } from './view';

/** What one reader sees. */
export interface View {
  readonly id: ModuleId;
  readonly way: string;
  readonly seen: Seen;
}

/**
 * Looks through all readers' eyes.
 *
 * @param entry - the exports of the entry
 * @param registered - the modules that have an accessor
 */
export function lookAround(entry: RandomExports, registered: readonly ModuleId[]): readonly View[] {
  const seen = new Set<ModuleId>();
  return [
    { id: ENTRY, way: 'entry', seen: look(ENTRY, entry, seen) },
    ...registered.map((id) => {
      const accessor = ModuleAttributeAccessor.of<RandomExports>(id);
      return { id, way: 'accessor', seen: look(id, accessor, seen) };
    }),
  ];
}

/** Names what is wrong with what readers see. */
export function findProblems(model: Model, views: readonly View[]): readonly string[] {
  const tokens = new Map<ModuleId, unknown>();
  return views.flatMap(({ id, way, seen }) => [...model.findProblems(id, seen, tokens, way)]);
}

/** Remembers what was not the previous generation while an update was under way, until it is known what it led to. */
export class Doubts {
  readonly #doubts: { readonly views: readonly View[]; readonly problems: readonly string[] }[] = [];

  add(views: readonly View[], problems: readonly string[]): void {
    if (problems.length > 0) this.#doubts.push({ views, problems });
  }

  /**
   * Names what was neither.
   *
   * @param next - what readers may have seen as well
   */
  resolve(next: Model | undefined): readonly string[] {
    return this.#doubts.splice(0).flatMap(({ problems, views }) => {
      if (next !== undefined && findProblems(next, views).length === 0) return [];
      return problems.map((problem) => `while an update was under way: ${problem}`);
    });
  }
}
