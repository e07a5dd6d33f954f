/** Tells what an outcome means for the process that it happened in. */

import type { Outcome } from '../../runtime/protocol/outcome';
import type { Verdict } from './state';
import { wordRefusal } from './wording';

/** Tells what the last outcome of a process means for it. */
export function toVerdict(outcome: Outcome | undefined): Verdict {
  switch (outcome?.kind) {
    case 'refused':
      return { kind: 'refused', reason: wordRefusal(outcome.refused) };
    case 'broken':
      return { kind: 'broken', reason: `an update could not be undone (${outcome.error.message})` };
    case 'applied':
      if (outcome.refused.length === 0) return { kind: 'fine' };
      return { kind: 'refused', reason: wordRefusal(outcome.refused) };
    case 'unchanged':
    case 'rolled-back':
    case undefined:
      return { kind: 'fine' };
    default:
      return outcome satisfies never;
  }
}
