/** Decides what follows when the process of the application has ended. */

import { countCrash, keepCount } from './crash-pause';
import { fork, remain, startAfterPause } from './moves';
import { isCrash, type ProcessEnd } from './process-end';
import type { Decision, Phase, Policy, State } from './state';
import { WITH_NEWEST_BUILD, WITH_NEXT_BUILD, wordEnd } from './wording';

interface Exit {
  readonly end: ProcessEnd;
  readonly lived: number;
}

/** Decides what follows from an exit. */
export function decideExit(policy: Policy, state: State, exit: Exit): Decision {
  const { phase } = state;
  switch (phase.name) {
    case 'starting':
    case 'running':
    case 'updating':
      return decideUnasked(policy, state, fromStart(exit, phase.name), hasMissedBuild(phase));
    case 'stopping':
      return decideAsked(state, exit, phase.then);
    case 'stopped':
    case 'crashed':
      return remain(state);
    default:
      return phase satisfies never;
  }
}

/** Whether the newest build has never been tried: a process that was started from it has tried it, whatever it tells. */
function hasMissedBuild(phase: Phase): boolean {
  return (phase.name === 'starting' || phase.name === 'updating') && !phase.isNewest;
}

/** A process that has not told of itself has not lived yet, however long its start took. */
function fromStart(exit: Exit, phase: Phase['name']): Exit {
  return phase === 'starting' ? { ...exit, lived: 0 } : exit;
}

function decideUnasked(policy: Policy, state: State, { end, lived }: Exit, missedBuild: boolean): Decision {
  const crashes = isCrash(end) ? countCrash(state.crashes, lived) : 0;
  const crashed: State = { ...state, crashes, phase: { name: 'crashed', isWaiting: false } };
  const line = wordEnd(end, missedBuild ? WITH_NEWEST_BUILD : WITH_NEXT_BUILD);
  const next = missedBuild ? startAfterPause(policy, crashed) : remain(crashed);
  return { ...next, effects: [{ type: 'say', line }, ...next.effects] };
}

function decideAsked(state: State, { lived }: Exit, then: 'start' | 'stop'): Decision {
  const counted = { ...state, crashes: keepCount(state.crashes, lived) };
  const next = then === 'start' ? fork(counted) : remain({ ...counted, phase: { name: 'stopped' } });
  return { ...next, effects: [{ type: 'stop-kill-timer' }, ...next.effects] };
}
