/** Rings when the process receives a signal, and warns of others who listen to it. */

import { constants } from 'node:os';

import type { Unsubscribe } from '../api';

/** The part of `process` that is needed. */
export interface SignalEmitter {
  on(signal: string, listener: () => void): unknown;
  off(signal: string, listener: () => void): unknown;
  listeners(signal: string): readonly unknown[];
}

/** One signal that is listened to. */
interface Line<T> {
  readonly members: Set<{ readonly member: T }>;
  readonly listener: () => void;
}

/** Shares one listener for each signal among all who wait for it. */
export class Signals<T> {
  readonly #emitter: SignalEmitter;
  readonly #ring: (members: ReadonlySet<T>) => void;
  readonly #warn: (message: string) => void;
  readonly #lines = new Map<string, Line<T>>();

  /** @param ring - is told who waited for the signal, once for all of them */
  constructor(emitter: SignalEmitter, ring: (members: ReadonlySet<T>) => void, warn: (message: string) => void) {
    this.#emitter = emitter;
    this.#ring = ring;
    this.#warn = warn;
  }

  /** Lets `member` wait for a signal; where the platform has no such signal, that is said and nothing else happens. */
  listen(signal: string, member: T): Unsubscribe {
    const line = this.#lines.get(signal) ?? this.#open(signal);
    const entry = { member };
    line.members.add(entry);
    return () => {
      line.members.delete(entry);
      if (line.members.size === 0) this.#close(signal, line);
    };
  }

  #open(signal: string): Line<T> {
    const members: Line<T>['members'] = new Set();
    const onReloadSignal = (): void => {
      this.#warnOfOthers(signal, onReloadSignal);
      this.#ring(new Set([...members].map(({ member }) => member)));
    };
    const line = { members, listener: onReloadSignal };
    this.#lines.set(signal, line);
    this.#warnOfOthers(signal, onReloadSignal);
    this.#subscribe(signal, onReloadSignal);
    return line;
  }

  #subscribe(signal: string, listener: () => void): void {
    try {
      // For Node.js, what is no signal here is the name of an event that never happens.
      if (!(signal in constants.signals)) throw new Error('unknown signal');
      this.#emitter.on(signal, listener);
    } catch (error) {
      this.#warn(`${signal} cannot be listened to on this platform (${String(error)}); call reload() instead.`);
    }
  }

  #close(signal: string, line: Line<T>): void {
    if (this.#lines.get(signal) !== line) return;
    this.#lines.delete(signal);
    this.#emitter.off(signal, line.listener);
  }

  #warnOfOthers(signal: string, own: () => void): void {
    const others = this.#emitter.listeners(signal).filter((listener) => listener !== own);
    if (others.length === 0) return;
    const names = others.map((other) => (typeof other === 'function' && other.name) || 'an anonymous function');
    this.#warn(
      `${signal} has another listener, ${names.join(', ')}, which runs at every reload; choose another signal.`,
    );
  }
}
