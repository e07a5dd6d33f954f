/** Decides how the process ends together with the watch or the compiler. */

import { remain, stopWaitingIf } from './moves';
import type { Decision, Phase, State } from './state';

type EndEvent = 'watch-closed' | 'end-requested' | 'end-insisted';

/** Decides what follows when somebody wants everything to end. */
export function decideEnd(before: State, event: EndEvent): Decision {
  const state: State = { ...before, isOver: before.isOver || event !== 'watch-closed' };
  const { phase } = state;
  switch (phase.name) {
    case 'stopped':
      return remain(state);
    case 'crashed':
      return { state: { ...state, phase: { name: 'stopped' } }, effects: stopWaitingIf(phase.isWaiting) };
    case 'starting':
    case 'running':
    case 'updating':
      return event === 'end-insisted' ? kill(state) : ask(state);
    case 'stopping':
      return decideAgain(state, phase, event);
    default:
      return phase satisfies never;
  }
}

function decideAgain(state: State, phase: Extract<Phase, { name: 'stopping' }>, event: EndEvent): Decision {
  if (phase.step === 'killed') return remain({ ...state, phase: { ...phase, then: 'stop' } });
  if (event === 'end-insisted') return kill(state);
  return phase.step === 'draining' ? ask(state) : remain({ ...state, phase: { ...phase, then: 'stop' } });
}

/** Sends the signal at once: nobody waits for what comes next, so nothing is drained. */
function ask(state: State): Decision {
  return {
    state: { ...state, phase: { name: 'stopping', step: 'asked', then: 'stop' } },
    effects: [{ type: 'signal' }, { type: 'start-kill-timer' }],
  };
}

function kill(state: State): Decision {
  return {
    state: { ...state, phase: { name: 'stopping', step: 'killed', then: 'stop' } },
    effects: [{ type: 'kill' }],
  };
}
