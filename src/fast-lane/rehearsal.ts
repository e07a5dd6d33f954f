/** Goes through the lane before anybody waits: code that V8 has not optimized, or has forgotten, is slow. */

import { V8_COLLECTOR, type Collector } from './collector';
import { RecentFiles } from './recent-files';

/** How often the lane is gone through: each time takes two milliseconds or so, and V8 optimizes what runs that often. */
const ROUNDS = 20;

/** How long it is gone through, in milliseconds: who saves meanwhile waits for the time that is just running. */
const MOST_TIME = 250;

/** After how many collections between two builds it is gone through again: rehearsing is work to collect after, too. */
const MOST_COLLECTIONS = 3;

/**
 * Builds a module as if it had been saved, and throws away what comes of it.
 *
 * @param files - to choose from, the likelier ones first
 * @param done - called once it is built
 * @returns whether one of them is being built; not, where there is something better to do or none that may be
 */
export type Rehearse = (files: readonly string[], done: () => void) => boolean;

/** Keeps the lane of one compiler fast. */
export class Rehearsal {
  readonly #recent = new RecentFiles();
  readonly #rehearse: Rehearse;
  readonly #collector: Collector;
  #stopObserving: (() => void) | undefined;
  #guesses: readonly (readonly string[])[] = [];
  #rounds: readonly (readonly string[])[] = [];
  #until = 0;
  #isGoing = false;
  #collectionsLeft = 0;

  constructor(rehearse: Rehearse, collector: Collector = V8_COLLECTOR) {
    this.#rehearse = rehearse;
    this.#collector = collector;
  }

  /** The files that were saved last. */
  get recent(): readonly string[] {
    return this.#recent.all;
  }

  /** A file was saved: it is likely to be saved again. */
  note(file: string): void {
    this.#recent.note(file);
  }

  /**
   * A build is done.
   *
   * @param files - which may be saved next
   */
  begin(files: Iterable<string>): void {
    this.#stopObserving ??= this.#collector.observe(() => this.#repeat());
    this.#collectionsLeft = MOST_COLLECTIONS;
    this.#guesses = this.#recent.guesses(files, ROUNDS);
    this.#start();
  }

  /** Nothing will be saved any more. */
  end(): void {
    this.#stopObserving?.();
    this.#stopObserving = undefined;
    this.#until = 0;
  }

  #repeat(): void {
    if (this.#isGoing || this.#collectionsLeft === 0) return;
    this.#collectionsLeft--;
    this.#start();
  }

  #start(): void {
    this.#rounds = this.#guesses;
    this.#until = performance.now() + MOST_TIME;
    if (!this.#isGoing) this.#goOn();
  }

  #goOn(): void {
    const files = performance.now() < this.#until ? this.#next() : undefined;
    this.#isGoing = files !== undefined && this.#rehearse(files, () => void setImmediate(() => this.#goOn()));
  }

  /** Goes on after the last round until young objects were collected: nobody shall wait for that. */
  #next(): readonly string[] | undefined {
    const [files, ...rest] = this.#rounds;
    this.#rounds = rest;
    return files ?? (this.#collector.hasRoom() ? undefined : this.#guesses.at(-1));
  }
}
