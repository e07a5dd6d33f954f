/** Collects what becomes of each published build, and has one line printed when all is known. */

import type { ProcessRecord } from '../../runtime/protocol/process-record';
import { LivePatches, type PublishedPatch } from './live-patches';
import { keyOf, type ProcessList } from './process-list';
import { judge, type Save } from './save';
import { Successors } from './successors';
import { type Answer, type SaveLine, type WordingContext, wordFailure, wordLate, wordSave } from './save-wording';

/** What is needed of the world outside. */
export interface SaveReporterParts {
  readonly processes: Pick<ProcessList, 'list' | 'forget' | 'onChange'>;
  readonly context: WordingContext;
  readonly print: (line: SaveLine) => void;
  /** Whether somebody starts a process again that cannot apply what was saved. */
  readonly isReplaced: (record: ProcessRecord) => boolean;
  /** Whether somebody starts a process with a build where none is running. */
  readonly startsOne: boolean;
  /** Whether a process that names one build has taken another one. */
  readonly hasReached: (build: string, goal: string) => boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Calls back once, unless the function that is returned is called before. */
  readonly later: (work: () => void) => () => void;
  /** Is called when every process that is known has the newest build in memory. */
  readonly onSettled: () => void;
}

/** Owns the save that is not answered yet. */
export class SaveReporter {
  readonly #parts: SaveReporterParts;
  /** The generation of each process when a line was printed last. */
  readonly #generations = new Map<string, number>();
  /** Processes that are not waited for, each with the save that it has not answered: it has said nothing since. */
  readonly #mute = new Map<string, Save>();
  /** What was saved for the build that is running, or for builds that failed. */
  readonly #files = new Set<string>();
  /** Whether there is something new among that. */
  #isNew = false;
  readonly #patches: LivePatches;
  readonly #successors: Successors = new Successors();
  #save: Save | undefined;
  #cancel: (() => void) | undefined;
  #isOpen = false;
  #isBuilding = false;
  /** Whether webpack has yet to say itself that the build is done. */
  #isHeld = false;

  constructor(parts: SaveReporterParts) {
    this.#parts = parts;
    this.#patches = new LivePatches(parts.now);
    parts.processes.onChange((record) => this.#notice(record));
  }

  /** An edit was published ahead of its build, which will tell of it. */
  patch(patch: PublishedPatch): void {
    this.#patches.add(patch);
  }

  /** A build has begun: answers may come before the build is known to be published. */
  begin(files: Iterable<string>, isRepeated = false): void {
    this.#isBuilding = true;
    this.#isNew ||= !isRepeated;
    for (const file of files) this.#files.add(file);
  }

  /**
   * A build was published.
   *
   * @param ms - milliseconds since it had begun
   */
  publish(build: string, ms: number): void {
    this.#cancel?.();
    const known = this.#parts.processes.list();
    const number = (this.#save?.number ?? 0) + 1;
    // A save that nobody has answered yet is told of together with this one.
    const files = new Set([...(this.#isOpen ? (this.#save?.files ?? []) : []), ...this.#files]);
    const at = this.#isOpen && this.#save ? this.#save.at : this.#parts.now();
    const isRepeated = !this.#isNew && !this.#isOpen;
    this.#save = { number, build, ahead: this.#patches.confirm(), ms, at, files: [...files], isRepeated };
    this.#files.clear();
    this.#isNew = false;
    this.#successors.expect(
      known.filter((record) => !this.#mute.has(keyOf(record))),
      at,
    );
    this.#isHeld = true;
    this.#isOpen = known.length > 0 || (this.#parts.startsOne && files.size > 0);
    if (this.#isOpen) this.#cancel = this.#parts.later(() => this.#giveUp());
  }

  /** A build was published behind what is live already: the next one will tell of what was saved. */
  pass(build: string): void {
    if (this.#save !== undefined && this.#isOpen) this.#save = { ...this.#save, build };
  }

  /** A build has ended, published or not. */
  end(hasFailed: boolean): void {
    this.#isBuilding = false;
    this.#isHeld = false;
    if (hasFailed) this.#tellFailure();
    this.#look();
  }

  /** Ends the waiting. */
  stop(): void {
    this.#cancel?.();
    this.#isOpen = false;
  }

  #tellFailure(): void {
    const takenBack = this.#patches.takeBack();
    if (this.#parts.processes.list().length === 0) return;
    this.#parts.print({ weight: 'warn', text: wordFailure(this.#save?.number ?? 0, takenBack) });
  }

  #notice(record: ProcessRecord | undefined): void {
    if (record !== undefined) {
      const key = keyOf(record);
      const owed = this.#mute.get(key);
      this.#mute.delete(key);
      if (owed === undefined || !this.#tellOwed(record, owed)) this.#hear(key, record, owed !== undefined);
    }
    this.#look();
  }

  #hear(key: string, record: ProcessRecord, isOwed: boolean): void {
    const before = this.#generations.get(key);
    if (before === undefined) this.#meet(key, record);
    else if (this.#isTakenBack(record)) this.#generations.set(key, record.generation);
    else if (!this.#patches.note(record, before) && !this.#isOpen && !this.#isBuilding) this.#tellLate(record, isOwed);
  }

  /** What a process has come to before it was heard of is no news, but for a patch: those are of this session. */
  #meet(key: string, record: ProcessRecord): void {
    this.#generations.set(key, record.generation);
    this.#patches.note(record, record.generation - 1);
  }

  /** A process that runs again what it ran before a patch: the failure of its build was told of. */
  #isTakenBack({ build }: ProcessRecord): boolean {
    const goal = this.#save?.build;
    if (goal === undefined || this.#isOpen || build === goal || this.#patches.has(build)) return false;
    return this.#parts.hasReached(build, goal);
  }

  #look(): void {
    const awaited = this.#answers().filter(({ record }) => !this.#mute.has(keyOf(record)));
    const areMissing = this.#successors.areMissing(awaited);
    if (this.#isHeld) return;
    const save = this.#save;
    // What has failed there is not tried again in another process.
    const staysAsItIs = awaited.some(({ record, verdict }) => isMain(record) && verdict.kind === 'rolled-back');
    const isUnsettled = (answer: Answer): boolean => this.#isUnsettled(answer, staysAsItIs);
    if (awaited.some(isUnsettled) || (awaited.length > 0 && areMissing)) return;
    if (awaited.length === 0 && this.#mayBeAnswered()) return;
    if (this.#isOpen) this.#close(save);
    if (awaited.length > 0) this.#parts.onSettled();
  }

  /** Where a process is about to be replaced, its successor answers. */
  #isUnsettled({ record, verdict }: Answer, staysAsItIs: boolean): boolean {
    const cannot = (verdict.kind === 'refused' && !staysAsItIs) || verdict.kind === 'broken';
    return verdict.kind === 'silent' || (this.#isOpen && cannot && this.#parts.isReplaced(record));
  }

  /** Where nobody is awaited, a process may be started, or one that was given up may speak again. */
  #mayBeAnswered(): boolean {
    return this.#parts.startsOne || this.#parts.processes.list().length > 0;
  }

  /** Waits no longer; the others may all have answered. */
  #giveUp(): void {
    this.#close(this.#save);
    this.#look();
  }

  #close(save: Save | undefined): void {
    this.#cancel?.();
    this.#isOpen = false;
    this.#successors.forget();
    const answers = this.#answers();
    const told = answers.filter(({ record, verdict }) => verdict.kind !== 'silent' || !this.#mute.has(keyOf(record)));
    for (const answer of answers) if (save !== undefined) this.#remember(save, answer);
    if (save !== undefined && told.length > 0) this.#parts.print(wordSave(save, told, this.#parts.context));
  }

  #remember(save: Save, { record, verdict }: Answer): void {
    const key = keyOf(record);
    this.#generations.set(key, record.generation);
    if (verdict.kind !== 'silent') return;
    const { host } = this.#parts.context;
    if (record.host === host && record.thread === 0) this.#mute.set(key, this.#mute.get(key) ?? save);
    else this.#parts.processes.forget(record);
  }

  /** What goes live without a save, in the process of this terminal; and the answer of one that was waited for. */
  #tellLate(record: ProcessRecord, isOwed: boolean): void {
    const save = this.#save;
    if (save === undefined) return;
    const answer = this.#judge(record, save);
    this.#generations.set(keyOf(record), record.generation);
    const { kind } = answer.verdict;
    const isNews = isMain(record) && kind === 'applied';
    if ((isOwed && kind !== 'silent') || isNews) this.#parts.print(wordLate(save, answer, this.#parts.context));
  }

  /**
   * Tells what became of a save that was given up, even where others have been published since.
   *
   * @returns whether the process has come so far, and no further
   */
  #tellOwed(record: ProcessRecord, save: Save): boolean {
    const { build } = record;
    if (build !== save.ahead && !this.#parts.hasReached(build, save.build)) return false;
    const answer = this.#judge(record, { ...save, build });
    this.#generations.set(keyOf(record), record.generation);
    this.#parts.print(wordLate(save, answer, this.#parts.context));
    return true;
  }

  #answers(): readonly Answer[] {
    const save = this.#save;
    return save === undefined ? [] : this.#parts.processes.list().map((record) => this.#judge(record, save));
  }

  #judge(record: ProcessRecord, save: Save): Answer {
    const before = this.#generations.get(keyOf(record)) ?? record.generation;
    const isThere = this.#parts.hasReached(record.build, save.build);
    return { record, verdict: judge(record, save, { before, isThere, live: this.#patches.of(record) }) };
  }
}

/** Whether it is the main thread of the process of this terminal. */
function isMain({ supervised, thread }: ProcessRecord): boolean {
  return supervised && thread === 0;
}
