/** Decides what became of a published build in one process. */

import type { Chain, SerializedError } from '../../runtime/protocol/outcome';
import type { ProcessRecord } from '../../runtime/protocol/process-record';
import type { Live } from './live-patches';

/** A build that was published because somebody saved something. */
export interface Save {
  /** Counts the published builds of the session. */
  readonly number: number;
  /** What a process names as its build that has taken it: its full hash, or the last patch where one takes others back. */
  readonly build: string;
  /** What was saved, as people know it. */
  readonly files: readonly string[];
  /** Whether the build before has read it all: it was saved while that was running, and webpack builds once more. */
  readonly isRepeated?: boolean;
  /** What a process names as its build that has taken all of it ahead of the build; nothing where there were no patches. */
  readonly ahead?: string | undefined;
  /** Milliseconds since the epoch at which it was published, or the first of those that nobody has answered before it. */
  readonly at: number;
  /** Milliseconds from the first look at what was saved until everything was published. */
  readonly ms: number;
}

/** What is known of a process besides its record. */
export interface Acquaintance {
  /** The generation that it was in before. */
  readonly before: number;
  /** Whether it has taken the build, and perhaps patches on top of it. */
  readonly isThere: boolean;
  /** How soon it ran what it runs, if that was ahead of the build. */
  readonly live?: Live | undefined;
}

/** What a process does not run of a build that it has taken. */
export interface Left {
  readonly modules: number;
  /** Whether it could not be applied; otherwise somebody has to ask for it. */
  readonly isRefused: boolean;
}

/** What became of it in one process. */
export type Verdict =
  /** It runs, but for what is left. */
  | { readonly kind: 'applied'; readonly ms: number; readonly modules: number; readonly left: Left }
  /** It ran `after` so many milliseconds already, ahead of the build, which has changed nothing since. */
  | { readonly kind: 'live'; readonly after: number; readonly ms: number; readonly left: Left }
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

/** Decides. */
export function judge(
  record: ProcessRecord,
  { at, build }: Pick<Save, 'at' | 'build'>,
  { before, isThere, live }: Acquaintance,
): Verdict {
  const { generation, outcome, pending } = record;
  if (outcome?.kind === 'refused' && isLost(outcome.refused)) return { kind: 'refused', chains: outcome.refused };
  if (!isThere) return { kind: 'silent' };
  if (record.startedAt >= at && pending.length === 0) return { kind: 'started' };
  if (outcome?.kind === 'applied') {
    const left = { modules: pending.length, isRefused: outcome.refused.length > 0 };
    if (live !== undefined) return { kind: 'live', after: live.after, ms: live.ms, left };
    if (generation > before) return { kind: 'applied', ms: outcome.ms, modules: outcome.modules.length, left };
  }
  if (pending.length === 0) return { kind: 'unchanged' };
  return record.build !== build && isWithheld(record) ? { kind: 'silent' } : judgePending(record);
}

/** A patch on top of the build that is refused is told of when its own build is there. */
function isWithheld({ outcome, pending }: ProcessRecord): boolean {
  return outcome?.pending.join() !== pending.join();
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
