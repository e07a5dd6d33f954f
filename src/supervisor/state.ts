/** Defines what the supervisor knows, what it hears and what it does about that. */

import type { RestartPolicy } from '../options';
import type { ProcessEnd } from './process-end';

/** A published build, as far as starting it goes. */
export interface Build {
  readonly hash: string;
  /** The file to start; an absolute path. */
  readonly file: string;
}

/** What the options say about restarts, and what the words need of them. */
export interface Policy {
  readonly restart: RestartPolicy;
  readonly signal: NodeJS.Signals;
  /** Milliseconds. */
  readonly killTimeout: number;
  /** Whether somebody can type `rs`. */
  readonly keyboard: boolean;
}

/** What the process of the application is doing. */
export type Phase =
  /** There is none: nothing was built yet, or it was stopped on purpose. */
  | { readonly name: 'stopped' }
  /** It has not told of itself yet. */
  | { readonly name: 'starting'; readonly isNewest: boolean }
  /** It has reached the newest build, as far as is known; `isNewest` tells whether it was started from it. */
  | { readonly name: 'running'; readonly isNewest: boolean }
  /** It was told of a build that it has not reached yet. */
  | { readonly name: 'updating'; readonly isNewest: boolean }
  | { readonly name: 'stopping'; readonly step: StopStep; readonly then: 'start' | 'stop' }
  /** It has ended without being asked to; `isWaiting` tells whether the next start is only a matter of time. */
  | { readonly name: 'crashed'; readonly isWaiting: boolean };

/** How far a stop has come: requests are finished, the signal was sent, SIGKILL was sent. */
export type StopStep = 'draining' | 'asked' | 'killed';

/** Everything that decides what happens next. */
export interface State {
  readonly phase: Phase;
  /** The newest published build. */
  readonly newest: Build | undefined;
  /** What the process has refused of a build that is not known yet to be published. */
  readonly early?: Extract<SupervisorEvent, { type: 'reported' }> | undefined;
  /** How many processes, one following another, have crashed right after their start. */
  readonly crashes: number;
  /** Whether the compiler ends: nothing is started any more. */
  readonly isOver: boolean;
}

/** What a process tells of the last update. */
export type Verdict =
  | { readonly kind: 'fine' }
  /** The running code is whole, but old. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The running code is not whole. */
  | { readonly kind: 'broken'; readonly reason: string };

/** What can happen. */
export type SupervisorEvent =
  /** A build was published. */
  | { readonly type: 'built'; readonly build: Build }
  /** The process has told which build it has reached. */
  | { readonly type: 'reported'; readonly build: string; readonly verdict: Verdict }
  /** A person, or a file that has changed, asks for another process. */
  | { readonly type: 'restart-requested'; readonly reason: string; readonly by: 'person' | 'change' }
  /** What is held back is to be applied. */
  | { readonly type: 'reload-requested' }
  /** The requests of the old process are finished. */
  | { readonly type: 'drained' }
  /** The kill timer has run off. */
  | { readonly type: 'time-over' }
  /** The pause after a crash is over. */
  | { readonly type: 'wait-over' }
  /** The process has ended, after so many milliseconds. */
  | { readonly type: 'exited'; readonly end: ProcessEnd; readonly lived: number }
  /** The watch was closed; it may be opened again. */
  | { readonly type: 'watch-closed' }
  /** The compiler ends. */
  | { readonly type: 'end-requested' }
  /** The compiler ends, and nobody wants to wait. */
  | { readonly type: 'end-insisted' };

/** What can be done. */
export type Effect =
  | { readonly type: 'fork'; readonly file: string }
  /** Tells the process of a build. */
  | { readonly type: 'tell' }
  | { readonly type: 'reload' }
  | { readonly type: 'drain' }
  | { readonly type: 'signal' }
  | { readonly type: 'kill' }
  | { readonly type: 'start-kill-timer' }
  | { readonly type: 'stop-kill-timer' }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'stop-waiting' }
  | { readonly type: 'say'; readonly line: string };

/** What follows from an event. */
export interface Decision {
  readonly state: State;
  /** To be done in this order. */
  readonly effects: readonly Effect[];
}

/** How everything begins. */
export const NOTHING_STARTED: State = { phase: { name: 'stopped' }, newest: undefined, crashes: 0, isOver: false };
