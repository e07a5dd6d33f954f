/** Decides what the first process does when the webpack that it has started again has ended. */

import type { ProcessEnd } from '../process-end';

/** What is known of that webpack. */
export interface KeptEnd {
  readonly end: ProcessEnd;
  /** Whether its configuration has worked. */
  readonly wasReady: boolean;
  /** Whether it has ended in order to be started again. */
  readonly wantsAgain: boolean;
  /** Whether the configuration was saved meanwhile. */
  readonly hasChanged: boolean;
  /** Whether somebody wants all of it to end. */
  readonly isOver: boolean;
}

/** What follows. */
export type KeeperMove =
  | { readonly type: 'start' }
  /** The configuration does not work: wait for the next save. */
  | { readonly type: 'wait' }
  /** End in the same way. */
  | { readonly type: 'end'; readonly end: ProcessEnd };

/** Decides what follows. */
export function decideKeptEnd({ end, wasReady, wantsAgain, hasChanged, isOver }: KeptEnd): KeeperMove {
  if (isOver) return { type: 'end', end };
  if (wantsAgain) return { type: 'start' };
  const hasFailed = !wasReady && end.kind === 'exited' && end.code !== 0;
  if (!hasFailed) return { type: 'end', end };
  return hasChanged ? { type: 'start' } : { type: 'wait' };
}
