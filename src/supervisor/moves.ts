/** Makes the decisions that several events lead to. */

import { pauseAfter } from './crash-pause';
import type { Decision, Effect, Policy, State } from './state';
import { wordPause } from './wording';

/** Leaves everything as it is. */
export function remain(state: State): Decision {
  return { state, effects: [] };
}

/** Starts the newest build, if there is one. */
export function fork(state: State, line?: string): Decision {
  const { newest, phase } = state;
  if (newest === undefined) return remain(state);
  const isWaiting = phase.name === 'crashed' && phase.isWaiting;
  return {
    state: { ...state, early: undefined, phase: { name: 'starting', isNewest: true } },
    effects: [...stopWaitingIf(isWaiting), ...sayIf(line), { type: 'fork', file: newest.file }],
  };
}

/** Starts the newest build after a crash; later, where that has crashed again and again. */
export function startAfterPause(policy: Policy, state: State, line?: string): Decision {
  const ms = pauseAfter(state.crashes);
  if (ms === 0) return fork(state, line);
  return {
    state: { ...state, phase: { name: 'crashed', isWaiting: true } },
    effects: [
      { type: 'say', line: wordPause(state.crashes, ms, policy) },
      { type: 'wait', ms },
    ],
  };
}

/** Stops the process in order to start another one. */
export function stopFor(state: State, line: string): Decision {
  return {
    state: { ...state, phase: { name: 'stopping', step: 'draining', then: 'start' } },
    // The timer is first: nothing that takes no time may run into one that is started later.
    effects: [{ type: 'say', line }, { type: 'start-kill-timer' }, { type: 'drain' }],
  };
}

/** Calls off the pause after a crash, if there is one. */
export function stopWaitingIf(isWaiting: boolean): readonly Effect[] {
  return isWaiting ? [{ type: 'stop-waiting' }] : [];
}

function sayIf(line: string | undefined): readonly Effect[] {
  return line === undefined ? [] : [{ type: 'say', line }];
}
