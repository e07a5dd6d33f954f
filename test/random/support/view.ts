/** Looks at modules through what importers hold. */

import type { ModuleId } from '../../../runtime/protocol/identifiers';
import { isReexport } from './sources';

/** The exports of a random module. */
export interface RandomExports extends Record<string, unknown> {
  readonly version: number;
  readonly token: number;
  readonly extra?: string;
  readonly poison?: true;
  state(): number;
  bump(): void;
  /** Shows what the module sees of others; `seen` grows, so that each is shown once. */
  show(seen: Set<ModuleId>): Shown;
  /** Requires the modules that are imported lazily; resolves when they are there. */
  load(): Promise<void>;
}

/** What one module sees of those that it imports. */
export interface Shown {
  readonly imported: ReadonlyMap<ModuleId, Seen>;
  readonly loaded: ReadonlyMap<ModuleId, Seen>;
}

/** What is seen of one module. */
export type Seen =
  | {
      readonly kind: 'module';
      readonly names: readonly string[];
      readonly version: unknown;
      readonly extra: unknown;
      readonly state: number;
      readonly token: unknown;
      /** The versions that it exports for others. */
      readonly reexports: Readonly<Record<string, unknown>>;
      readonly shown: Shown | undefined;
    }
  /** A value that was exported in the place of an exports object: nothing can make it speak for another. */
  | { readonly kind: 'value' }
  | { readonly kind: 'error'; readonly message: string };

/** Looks at a module. */
export function look(id: ModuleId, namespace: RandomExports, seen: Set<ModuleId>): Seen {
  try {
    const names = Object.keys(namespace).sort();
    const isNew = !seen.has(id);
    seen.add(id);
    return {
      kind: 'module',
      names,
      version: namespace.version,
      extra: namespace.extra,
      state: namespace.state(),
      token: namespace.token,
      reexports: Object.fromEntries(names.filter(isReexport).map((name) => [name, read(namespace, name)])),
      shown: isNew ? namespace.show(seen) : undefined,
    };
  } catch (error) {
    return { kind: 'error', message: String(error) };
  }
}

function read(namespace: RandomExports, name: string): unknown {
  try {
    return namespace[name];
  } catch (error) {
    return String(error);
  }
}
