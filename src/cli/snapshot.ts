/** Sees what an output folder says at one moment. */

import type { ProcessRecord } from '../../runtime/protocol/process-record';
import type { CompilerRecord } from '../processes/compiler-record';

/** What the output folder says of one journal. */
export interface Snapshot {
  /** File name of the journal. */
  readonly journal: string;
  /** Full hash of the newest build; nothing where the journal cannot be read. */
  readonly build: string | undefined;
  /** Whether this is a patch, ahead of the build that will contain it. */
  readonly patched: boolean;
  readonly compilers: readonly CompilerRecord[];
  readonly processes: readonly ProcessRecord[];
}

/** How far the processes have come, compared with the compiler. */
export type Progress =
  /** The newest build is live everywhere. */
  | { readonly kind: 'live' }
  /** It may become so. */
  | { readonly kind: 'busy'; readonly reason: string }
  /** It will not, before something is saved or somebody does something. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Compares. */
export function judgeProgress({ build, compilers, processes }: Snapshot): Progress {
  if (compilers.some(({ state }) => state === 'building')) return { kind: 'busy', reason: 'webpack is building' };
  if (compilers.some(({ failed }) => failed)) {
    return { kind: 'failed', reason: 'The newest build has errors; the processes keep the one before it.' };
  }
  if (processes.length === 0) return { kind: 'busy', reason: 'no process runs the bundle' };
  const each = processes.map((record) => judgeProcess(record, build));
  return each.find(({ kind }) => kind === 'failed') ?? each.find(({ kind }) => kind === 'busy') ?? { kind: 'live' };
}

function judgeProcess(record: ProcessRecord, build: string | undefined): Progress {
  const { outcome, pending } = record;
  const who = nameRecord(record);
  const isBehind = record.build !== build;
  if (pending.length === 0 && !isBehind) return { kind: 'live' };
  switch (outcome?.kind) {
    case 'refused':
      return { kind: 'failed', reason: `${who} has refused the newest build.` };
    case 'rolled-back':
    case 'broken':
      if (!isBehind)
        return { kind: 'failed', reason: `${who} could not run the newest build: ${outcome.error.message}` };
      break;
    case 'applied':
      if (!isBehind && outcome.refused.length > 0)
        return { kind: 'failed', reason: `${who} has refused a part of the newest build.` };
      break;
    case 'unchanged':
    case undefined:
      break;
    default:
      return outcome satisfies never;
  }
  return { kind: 'busy', reason: isBehind ? `${who} is behind` : `modules wait to be reloaded in ${who}` };
}

/** Names one thread of one process. */
export function nameRecord({ pid, thread }: ProcessRecord): string {
  return thread === 0 ? `pid ${pid}` : `pid ${pid} (worker ${thread})`;
}
