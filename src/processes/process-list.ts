/** Knows the live processes that run the bundle, and the compilers that build it. */

import { parseRecord, type ProcessRecord } from '../../runtime/protocol/process-record';
import { type CompilerRecord, parseCompilerRecord } from './compiler-record';
import type { RecordStore } from './record-store';

/** What is needed of the world outside. */
export interface ProcessListParts {
  readonly store: RecordStore;
  /** Name of this machine: only of its processes it can be known whether they are alive. */
  readonly host: string;
  readonly isAlive: (pid: number) => boolean;
}

type AnyRecord = ProcessRecord | CompilerRecord;

interface Entry<T extends AnyRecord> {
  readonly record: T;
  /** The file that says so; none where only the channel of the process did. */
  readonly file: string | undefined;
}

/** Tells one thread of one process from all others. */
export function keyOf({ host, pid, thread, runtime }: ProcessRecord): string {
  return JSON.stringify([host, pid, thread, runtime]);
}

/** Owns what is known. */
export class ProcessList {
  readonly #parts: ProcessListParts;
  readonly #processes = new Map<string, Entry<ProcessRecord>>();
  readonly #compilers = new Map<string, Entry<CompilerRecord>>();
  readonly #listeners = new Set<(record: ProcessRecord | undefined) => void>();
  readonly #changed = new Set<string>();
  #reading: Promise<void> | undefined;

  constructor(parts: ProcessListParts) {
    this.#parts = parts;
  }

  /** The records of live processes, main threads first. */
  list(): readonly ProcessRecord[] {
    this.#bury(this.#processes);
    return [...this.#processes.values()]
      .map(({ record }) => record)
      .sort((a, b) => a.pid - b.pid || a.thread - b.thread);
  }

  /** The records of live compilers. */
  compilers(): readonly CompilerRecord[] {
    this.#bury(this.#compilers);
    return [...this.#compilers.values()].map(({ record }) => record);
  }

  /**
   * Calls a function with each record that is new or has changed, and with nothing when a process has gone.
   *
   * @returns the function that removes it
   */
  onChange(listener: (record: ProcessRecord | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes a record that came over the channel of the process. */
  note(record: ProcessRecord): void {
    this.#put({ record, file: this.#processes.get(keyOf(record))?.file });
  }

  /** Forgets a process of which nothing was heard, and of which it cannot be known whether it is alive. */
  forget(record: ProcessRecord): void {
    const key = keyOf(record);
    const file = this.#processes.get(key)?.file;
    this.#processes.delete(key);
    if (file !== undefined) this.#parts.store.remove(file);
  }

  /**
   * Reads a file again.
   *
   * @param name - the file; all of them where it is left out
   */
  async look(name?: string): Promise<void> {
    const names = name === undefined ? [...this.#parts.store.names(), ...this.#files()] : [name];
    for (const one of names) this.#changed.add(one);
    this.#reading ??= this.#readChanged().finally(() => (this.#reading = undefined));
    await this.#reading;
  }

  #files(): readonly string[] {
    return [...this.#processes.values(), ...this.#compilers.values()].flatMap(({ file }) => file ?? []);
  }

  /** One at a time: of a file that changes meanwhile, the older text must not come last. */
  async #readChanged(): Promise<void> {
    for (const name of this.#changed) {
      this.#changed.delete(name);
      const text = await this.#parts.store.read(name);
      if (text === undefined) this.#lose(name);
      else this.#take(name, text);
    }
  }

  #take(file: string, text: string): void {
    const process = parseRecord(text);
    if (process.ok) {
      this.#put({ record: process.value, file });
      return;
    }
    const compiler = parseCompilerRecord(text);
    if (compiler.ok) this.#compilers.set(file, { record: compiler.value, file });
  }

  /** A process that ends deletes its file; a folder that is emptied says nothing of the processes. */
  #lose(file: string): void {
    this.#compilers.delete(file);
    for (const [key, entry] of this.#processes) {
      if (entry.file !== file) continue;
      const { thread, host, pid } = entry.record;
      const lives = thread === 0 && host === this.#parts.host && this.#parts.isAlive(pid);
      if (lives) this.#processes.set(key, { ...entry, file: undefined });
      else this.#processes.delete(key);
      this.#tell(undefined);
    }
  }

  #put(entry: Entry<ProcessRecord>): void {
    const key = keyOf(entry.record);
    const before = this.#processes.get(key)?.record;
    // A process speaks first and writes then, and may have spoken again until that is done.
    if (before !== undefined && isOlder(entry.record, before)) return;
    this.#processes.set(key, entry);
    if (JSON.stringify(before) !== JSON.stringify(entry.record)) this.#tell(entry.record);
  }

  #tell(record: ProcessRecord | undefined): void {
    for (const listener of this.#listeners) listener(record);
  }

  #bury<T extends AnyRecord>(entries: Map<string, Entry<T>>): void {
    for (const [key, { record, file }] of entries) {
      if (record.host !== this.#parts.host || this.#parts.isAlive(record.pid)) continue;
      entries.delete(key);
      if (file !== undefined) this.#parts.store.remove(file);
    }
  }
}

/** Identifiers of processes are used again, in containers at once. */
function isOlder(one: ProcessRecord, other: ProcessRecord): boolean {
  return one.startedAt < other.startedAt || (one.startedAt === other.startedAt && one.serial < other.serial);
}
