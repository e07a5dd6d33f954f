/** Words what the supervisor does: each function gives one line. */

import type { Chain } from '../../runtime/protocol/outcome';
import { wordChain } from '../refusal-wording';
import { isCrash, type ProcessEnd } from './process-end';
import type { Policy } from './state';

/** How a person asks for a restart. */
const BY_HAND = 'type rs to restart the application';

export function wordRestart(reason: string): string {
  return `restarting: ${reason}`;
}

export function wordStart(reason: string): string {
  return `starting again: ${reason}`;
}

/** A change that would need a restart, which the options forbid. */
export function wordWish(reason: string, { keyboard }: Policy): string {
  return `${reason}: ${keyboard ? BY_HAND : 'restart the application to see that'}`;
}

/** An end that nobody has asked for. */
export function wordEnd(end: ProcessEnd, next: string): string {
  return `the application ${wordProcessEnd(end)}; ${next}`;
}

export const WITH_NEXT_BUILD = 'it starts again with the next build';
export const WITH_NEWEST_BUILD = 'there is a newer build, which is tried now';

export function wordPause(crashes: number, ms: number, { keyboard }: Policy): string {
  const skip = keyboard ? '; type rs to start it now' : '';
  return `the application has crashed ${crashes} times in a row: it starts again in ${ms / 1_000} s${skip}`;
}

export function wordKill({ signal, killTimeout }: Policy): string {
  return `the application has not ended within ${killTimeout} ms after ${signal}: it is killed`;
}

/** What can be typed. */
export function wordHint(isManual: boolean): string {
  return isManual ? 'type r to reload, rs to restart' : 'type rs to restart';
}

/** Says why an update was refused. */
export function wordRefusal(chains: readonly Chain[]): string {
  const [first] = chains;
  if (first === undefined) return 'an update was refused';
  const others = chains.length > 1 ? ` (and ${chains.length - 1} more)` : '';
  return `${wordChain(first)}${others}`;
}

/** Says which files have changed; names are as people know them. */
export function wordChange(names: readonly string[]): string {
  const [first = '', ...others] = names;
  if (others.length === 0) return `${first} has changed`;
  const rest = others.length === 1 ? others.join('') : `${others.length} more`;
  return `${first} and ${rest} have changed`;
}

function wordProcessEnd(end: ProcessEnd): string {
  switch (end.kind) {
    case 'exited':
      return isCrash(end) ? `crashed with exit code ${end.code}` : 'has ended (exit code 0)';
    case 'killed':
      return `was ended by ${end.signal}`;
    case 'not-started':
      return `could not be started (${end.message})`;
    default:
      return end satisfies never;
  }
}
