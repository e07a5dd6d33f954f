/** Knows which files were saved, and which of these saves no build and no patch contains yet. */

import type { ReadNow } from './file-content';
import { Reports } from './reports';

/**
 * How long the watcher may take, in milliseconds, to report what was heard of before it, where a module is to be built and
 * where it is to be published; mostly it takes half of one.
 */
const PATIENCE = { building: 2, publishing: 6 };

/** After as many turns of the event loop it has asked the operating system what has happened, wherever it was before. */
const TURNS = 2;

/** A save that is news: another event may have told of it before, but not of this text. */
export interface Save {
  readonly file: string;
  /** What the file held when the save was told of; `undefined` where it could not be read. */
  readonly content: Buffer | undefined;
}

/** What a save that is neither published nor built has come to. */
type Stage = 'taken' | 'made' | 'left';

interface OpenSave {
  readonly save: Save;
  readonly stage: Stage;
  /** How many builds had begun when it was told of: those that begin later contain it. */
  readonly builds: number;
}

/** Who is told of saves, and knows what builds have failed for. */
export interface SaveListener {
  /** Files that have changed since the last good build: they are told of again with whatever is saved next. */
  readonly failed: ReadonlySet<string>;
  /** Files were saved, all of them heard of in the same turn of the event loop. */
  onSaved(saves: readonly Save[]): void;
  /** An event tells of a save that is taken care of already. */
  onKnown(): void;
  /** Everything is told that was heard of. */
  onTold(): void;
}

/** The saves of a session: several events may tell of one, some of them when it is built already. */
export class Saves {
  readonly #read: ReadNow;
  readonly #listener: SaveListener;
  /** What was read; these are the few files that somebody works on. */
  readonly #contents = new Map<string, Buffer>();
  /** Files that are told of at the end of this turn of the event loop. */
  #untold = new Set<string>();
  readonly #reports = new Reports();
  readonly #open = new Map<string, OpenSave>();
  #builds = 0;

  /** @param read - reads a file */
  constructor(read: ReadNow, listener: SaveListener) {
    this.#read = read;
    this.#listener = listener;
  }

  /**
   * Takes notice of a save. The event loop has a turn first, for what else has happened.
   *
   * @param isReported - whether it is the watcher that tells
   */
  add(file: string, isReported: boolean): void {
    if (isReported) this.#reports.arrive(file);
    else this.#reports.expect(file);
    if (this.#untold.size === 0) setImmediate(() => this.#tell());
    this.#untold.add(file);
  }

  /** Files of which it is not known yet whether what was saved will be published ahead of its build. */
  get awaited(): readonly string[] {
    const open = [...this.#open].filter(([, one]) => isAwaited(one));
    return [...this.#untold, ...open.map(([file]) => file)];
  }

  /** Finds a file that is left to a build which is not over: the first one, of the thousands that a checkout may change. */
  findLeft(isMeant: (file: string) => boolean): string | undefined {
    for (const [file, one] of this.#open) if (!isAwaited(one) && isMeant(file)) return file;
    return undefined;
  }

  /** Whether everything that was heard of a file is in force. */
  isInForce(file: string): boolean {
    return this.#contents.has(file) && !this.#open.has(file) && !this.#untold.has(file);
  }

  /** Whether files are still to be told of. */
  get areUntold(): boolean {
    return this.#untold.size > 0;
  }

  /** Whether somebody waits for a patch. */
  get areAwaited(): boolean {
    return [...this.#open.values()].some(isAwaited);
  }

  /**
   * Calls back, mostly at once, when the watcher has reported a file, or does not seem to. webpack waits for further saves
   * from then on: what occupies the process before is added to that time.
   */
  whenReported(file: string, done: () => void): void {
    this.#reports.whenArrived(file, PATIENCE.building, done);
  }

  /**
   * Calls back once everything is heard of that was saved before this call, and the watcher has reported the file too, or
   * does not seem to: what webpack builds next contains the file.
   */
  whenHeard(file: string, done: () => void): void {
    this.#awaitTurns(TURNS, () => this.#reports.whenArrived(file, PATIENCE.publishing, done));
  }

  #awaitTurns(turns: number, done: () => void): void {
    if (turns === 0) done();
    else setImmediate(() => this.#awaitTurns(turns - 1, done));
  }

  /** Reads a file, and remembers what was read. */
  read(file: string): Buffer | undefined {
    const content = this.#read(file);
    if (content === undefined) this.#contents.delete(file);
    else this.#contents.set(file, content);
    return content;
  }

  /** A patch is made: what is told of the file from now on is read again. */
  make(save: Save): void {
    this.#move(save, 'made');
  }

  /** A save is in force: it is published, or changes nothing. */
  publish(save: Save): void {
    if (this.#open.get(save.file)?.save === save) this.#open.delete(save.file);
  }

  /**
   * A save is left to the next build.
   *
   * @param isOver - whether further events that tell of the same text change nothing
   */
  leave(save: Save, isOver: boolean): void {
    this.#move(save, 'left');
    if (!isOver) this.#contents.delete(save.file);
  }

  /** A build begins: it will contain what was told of until now. */
  beginBuild(): void {
    this.#builds += 1;
  }

  /** A build is finished. */
  endBuild(): void {
    for (const file of this.#listener.failed) this.#contents.delete(file);
    for (const [file, { builds }] of this.#open) if (builds < this.#builds) this.#open.delete(file);
  }

  #move(save: Save, stage: Stage): void {
    const open = this.#open.get(save.file);
    if (open?.save === save) this.#open.set(save.file, { ...open, stage });
  }

  #tell(): void {
    const saves: Save[] = [];
    const files = this.#untold;
    this.#untold = new Set();
    for (const file of files) {
      const save = this.#readNews(file);
      if (save === undefined) this.#listener.onKnown();
      else saves.push(save);
    }
    if (saves.length > 0) saves.push(...this.#readFailed(files));
    for (const save of saves) this.#open.set(save.file, { save, stage: 'taken', builds: this.#builds });
    if (saves.length > 0) this.#listener.onSaved(saves);
    this.#listener.onTold();
  }

  /** Reads what was saved for a build that has failed, unless it is taken care of already. */
  #readFailed(told: ReadonlySet<string>): readonly Save[] {
    const isOver = (file: string): boolean => told.has(file) || this.#open.has(file) || this.#contents.has(file);
    return [...this.#listener.failed]
      .filter((file) => !isOver(file))
      .map((file) => ({ file, content: this.read(file) }));
  }

  /** A file is read until its patch is made; apart from that, one that holds what was read before is taken care of. */
  #readNews(file: string): Save | undefined {
    if (this.#open.get(file)?.stage === 'taken') return undefined;
    const before = this.#contents.get(file);
    const content = this.read(file);
    return before !== undefined && content?.equals(before) === true ? undefined : { file, content };
  }
}

/** Whether it is not known yet what becomes of it. */
function isAwaited({ stage }: OpenSave): boolean {
  return stage !== 'left';
}
