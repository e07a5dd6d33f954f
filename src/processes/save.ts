/** Decides what became of a published build in one process. */

import type { Chain, SerializedError } from '../../runtime/protocol/outcome';
import type { ProcessRecord } from '../../runtime/protocol/process-record';

/** A build that was published because somebody saved something. */
export interface Save {
  /** Counts the published builds of the session. */
  readonly number: number;
  /** Full hash of the build. */
  readonly build: string;
  /** What was saved, as people know it. */
  readonly files: readonly string[];
  /** Milliseconds since the epoch at which it was published. */
  readonly at: number;
  /** Milliseconds from the first look at what was saved until everything was published. */
  readonly ms: number;
}

/** What became of it in one process. */
export type Verdict =
  /** It runs; `left` modules had to be left out. */
  | { readonly kind: 'applied'; readonly ms: number; readonly modules: number; readonly left: number }
  /** The process was started with it. */
  | { readonly kind: 'started' }
  /** Nothing that the process runs is different. */
  | { readonly kind: 'unchanged' }
  /** Somebody has to ask for it. */
  | { readonly kind: 'waiting'; readonly modules: number }
  | { readonly kind: 'refused'; readonly chains: readonly Chain[] }
  | { readonly kind: 'rolled-back' | 'broken'; readonly error: SerializedError }
  /** Nothing was heard of the process since. */
  | { readonly kind: 'silent' };

/**
 * Decides.
 *
 * @param before - the generation that the process was in before
 */
export function judge(record: ProcessRecord, { at, build }: Pick<Save, 'at' | 'build'>, before: number): Verdict {
  const { generation, outcome, pending } = record;
  if (outcome?.kind === 'refused' && isLost(outcome.refused)) return { kind: 'refused', chains: outcome.refused };
  if (record.build !== build) return { kind: 'silent' };
  if (record.startedAt >= at && generation === 0) return { kind: 'started' };
  if (outcome?.kind === 'applied' && generation > before) {
    return { kind: 'applied', ms: outcome.ms, modules: outcome.modules.length, left: pending.length };
  }
  return pending.length === 0 ? { kind: 'unchanged' } : judgePending(record);
}

/** Where no published update leads on, the process stays at the build it has. */
function isLost(chains: readonly Chain[]): boolean {
  return chains.some(({ reason }) => reason === 'lost');
}

function judgePending({ outcome, pending }: ProcessRecord): Verdict {
  switch (outcome?.kind) {
    case 'rolled-back':
    case 'broken':
      return { kind: outcome.kind, error: outcome.error };
    case 'refused':
      return { kind: 'refused', chains: outcome.refused };
    case 'applied':
      if (outcome.refused.length > 0) return { kind: 'refused', chains: outcome.refused };
      return { kind: 'waiting', modules: pending.length };
    case 'unchanged':
    case undefined:
      return { kind: 'waiting', modules: pending.length };
    default:
      return outcome satisfies never;
  }
}
