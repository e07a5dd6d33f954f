/** Defines what becomes of a transaction, as data. */

import type { ModuleId } from './identifiers';

/** An error as data. */
export interface SerializedError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
  /** The module whose code failed, where that is known. */
  readonly moduleId?: ModuleId;
}

/**
 * Why a change could not be applied: nobody accepts it on the way to an entry; a module on the way, or the module itself,
 * has declined it; a module has become asynchronous, or is so no longer, up to an entry; no published update leads
 * from the running build to the newest one.
 */
export type RefusalReason = 'unaccepted' | 'declined' | 'self-declined' | 'async-changed' | 'lost';

/** The way of a refused change through the module graph, from the changed module up. */
export interface Chain {
  readonly reason: RefusalReason;
  readonly modules: readonly ModuleId[];
}

/**
 * What became of one transaction. `unchanged`: nothing was pending. `applied`: committed. `refused`: nothing was touched.
 * `rolled-back`: new code has failed, and the previous generation serves on. `broken`: undoing has failed as well, and
 * the process should be restarted. After any but the last the next update is applied as if nothing had happened.
 */
export type Outcome = {
  /** Counts the committed transactions of this runtime. */
  readonly generation: number;
  /** Milliseconds from the start of the transaction to its end. */
  readonly ms: number;
  /** Modules whose newest code is known and not installed. */
  readonly pending: readonly ModuleId[];
  /** What went wrong without keeping the transaction from its end: dispose handlers that have failed, for one. */
  readonly warnings: readonly SerializedError[];
} & (
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'applied';
      /** Modules whose newest code was installed, and those that were evaluated again with them. */
      readonly modules: readonly ModuleId[];
      /** Those of them at which the update has stopped climbing. */
      readonly boundaries: readonly ModuleId[];
      /** Changes that had to be left out; they stay pending. */
      readonly refused: readonly Chain[];
    }
  | { readonly kind: 'refused'; readonly refused: readonly Chain[] }
  | { readonly kind: 'rolled-back' | 'broken'; readonly error: SerializedError; readonly modules: readonly ModuleId[] }
);
