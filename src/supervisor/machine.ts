/** Decides what the supervisor does next: one function of what it knows and what it hears. */

import { decideEnd } from './end-decisions';
import { decideExit } from './exit-decisions';
import { remain, fork, startAfterPause, stopFor } from './moves';
import type { Build, Decision, Policy, State, SupervisorEvent, Verdict } from './state';
import { wordKill, wordRestart, wordStart, wordWish } from './wording';

type EventOf<Type extends SupervisorEvent['type']> = Extract<SupervisorEvent, { type: Type }>;

/** Decides what follows from an event. */
export function decide(policy: Policy, state: State, event: SupervisorEvent): Decision {
  switch (event.type) {
    case 'built':
      return decideNewest(policy, state, event.build);
    case 'reported':
      return decideReported(policy, state, event);
    case 'restart-requested':
      return decideRestart(policy, state, event);
    case 'reload-requested':
      return decideReload(state);
    case 'drained':
      return isDraining(state) ? ask(state) : remain(state);
    case 'time-over':
      return decideTimeOver(policy, state);
    case 'wait-over':
      return state.phase.name === 'crashed' && state.phase.isWaiting ? fork(state) : remain(state);
    case 'exited':
      return decideExit(policy, state, event);
    case 'watch-closed':
    case 'end-requested':
    case 'end-insisted':
      return decideEnd(state, event.type);
    default:
      return event satisfies never;
  }
}

/** A process may have read the journal before the compiler says that it is written. */
function decideNewest(policy: Policy, before: State, build: Build): Decision {
  const { early } = before;
  const state = withEarly(before, undefined);
  const built = isKnown(state, build) ? remain(state) : decideBuilt(policy, { ...state, newest: build });
  if (early?.build !== build.hash) return built;
  const reported = decideReported(policy, built.state, early);
  return { state: reported.state, effects: [...built.effects, ...reported.effects] };
}

/** Webpack builds again for a file that was only touched; to a process that runs, that is no news. */
function isKnown({ phase, newest }: State, { hash }: Build): boolean {
  return newest?.hash === hash && (phase.name === 'starting' || phase.name === 'running' || phase.name === 'updating');
}

function decideBuilt(policy: Policy, state: State): Decision {
  const { phase, isOver } = state;
  switch (phase.name) {
    case 'stopped':
      return isOver ? remain(state) : fork(state);
    case 'starting':
      // It is told as soon as it can hear that.
      return remain({ ...state, phase: { name: 'starting', isNewest: false } });
    case 'running':
    case 'updating':
      return { state: { ...state, phase: { name: 'updating', isNewest: false } }, effects: [{ type: 'tell' }] };
    case 'stopping':
      return remain({ ...state, phase: { ...phase, then: isOver ? 'stop' : 'start' } });
    case 'crashed':
      return phase.isWaiting ? remain(state) : startAfterPause(policy, state);
    default:
      return phase satisfies never;
  }
}

function decideReported(policy: Policy, before: State, event: EventOf<'reported'>): Decision {
  const { phase, newest } = before;
  const { build, verdict } = event;
  if (phase.name !== 'starting' && phase.name !== 'running' && phase.name !== 'updating') return remain(before);
  const state = withEarly(before, isEarly(before, event) ? event : undefined);
  if (policy.restart === 'when-needed' && verdict.kind !== 'fine' && helpsToRestart(verdict, phase.isNewest))
    return stopFor(state, wordRestart(verdict.reason));
  if (hasReached(newest, build)) return remain({ ...state, phase: { name: 'running', isNewest: phase.isNewest } });
  if (phase.name !== 'starting') return remain(state);
  return { state: { ...state, phase: { name: 'updating', isNewest: phase.isNewest } }, effects: [{ type: 'tell' }] };
}

function withEarly(state: State, early: State['early']): State {
  return state.early === early ? state : { ...state, early };
}

function isEarly({ newest }: State, { build, verdict }: EventOf<'reported'>): boolean {
  return verdict.kind !== 'fine' && !hasReached(newest, build);
}

/** A process that was started from the newest build and refuses something would do so again. */
function helpsToRestart({ kind }: Verdict, isNewest: boolean): boolean {
  return kind === 'broken' || !isNewest;
}

function hasReached(newest: Build | undefined, build: string): boolean {
  return newest === undefined || newest.hash === build;
}

function decideRestart(policy: Policy, state: State, { reason, by }: EventOf<'restart-requested'>): Decision {
  const { phase } = state;
  switch (phase.name) {
    case 'starting':
    case 'running':
    case 'updating':
      if (by === 'change' && policy.restart === 'never') return say(state, wordWish(reason, policy));
      return stopFor(state, wordRestart(reason));
    case 'crashed':
      if (by === 'person') return fork(state, wordStart(reason));
      return phase.isWaiting ? remain(state) : startAfterPause(policy, state, wordStart(reason));
    case 'stopped':
    case 'stopping':
      return remain(state);
    default:
      return phase satisfies never;
  }
}

function decideReload(state: State): Decision {
  switch (state.phase.name) {
    case 'starting':
    case 'running':
    case 'updating':
      return { state, effects: [{ type: 'reload' }] };
    case 'stopped':
    case 'stopping':
    case 'crashed':
      return say(state, 'there is no process to reload');
    default:
      return state.phase satisfies never;
  }
}

function decideTimeOver(policy: Policy, state: State): Decision {
  const { phase } = state;
  if (phase.name !== 'stopping') return remain(state);
  switch (phase.step) {
    case 'draining':
      return ask(state);
    case 'asked':
      return {
        state: { ...state, phase: { ...phase, step: 'killed' } },
        effects: [{ type: 'say', line: wordKill(policy) }, { type: 'kill' }],
      };
    case 'killed':
      return remain(state);
    default:
      return phase.step satisfies never;
  }
}

function isDraining({ phase }: State): boolean {
  return phase.name === 'stopping' && phase.step === 'draining';
}

/** Goes on from draining to the signal. */
function ask(state: State): Decision {
  return {
    state: { ...state, phase: { name: 'stopping', step: 'asked', then: 'start' } },
    effects: [{ type: 'signal' }, { type: 'start-kill-timer' }],
  };
}

function say(state: State, line: string): Decision {
  return { state, effects: [{ type: 'say', line }] };
}
