/** Has another thread or process take the place of one that cannot take an update. */

import { callAndForget } from './host';
import type { Outcome } from './protocol/outcome';

/** Sees to the replacement. */
export type WhenRefused = (outcome: Outcome) => void;

/** Whether this thread can never run the newest code. */
export function needsReplacement(outcome: Outcome): boolean {
  switch (outcome.kind) {
    case 'broken':
      return true;
    case 'applied':
    case 'refused':
      return outcome.refused.length > 0;
    case 'unchanged':
    case 'rolled-back':
      return false;
    default:
      return outcome satisfies never;
  }
}

/** Calls those who see to the replacement. */
export function replaceBy(replacers: readonly WhenRefused[], outcome: Outcome, report: (error: unknown) => void): void {
  for (const replace of replacers) callAndForget(() => replace(outcome), report);
}
