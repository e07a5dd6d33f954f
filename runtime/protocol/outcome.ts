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

/** Why a change could not be applied. */
export type RefusalReason = 'unaccepted' | 'declined' | 'self-declined' | 'async-changed' | 'lost';

/** The way of a refused change through the module graph, from the changed module up. */
export interface Chain {
  readonly reason: RefusalReason;
  readonly modules: readonly ModuleId[];
}

/** What became of one transaction. */
export type Outcome = {
  /** Counts the committed transactions of this runtime. */
  readonly generation: number;
  /** Milliseconds from the start of the transaction to its end. */
  readonly ms: number;
  /** Modules whose newest code is known and not installed. */
  readonly pending: readonly ModuleId[];
  readonly warnings: readonly SerializedError[];
} & (
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'applied';
      readonly modules: readonly ModuleId[];
      readonly boundaries: readonly ModuleId[];
      readonly refused: readonly Chain[];
    }
  | { readonly kind: 'refused'; readonly refused: readonly Chain[] }
  | { readonly kind: 'rolled-back' | 'broken'; readonly error: SerializedError; readonly modules: readonly ModuleId[] }
);
