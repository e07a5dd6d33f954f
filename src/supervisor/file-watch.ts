/** Notices when the contents of files change. */

import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import Watchpack from 'watchpack';
import { statusOf } from '../file-status';
import { sha256 } from '../sha256';
import { Turns } from '../turns';

/** How long files may go on changing until that counts as one change, in milliseconds. */
const SETTLE = 100;

type Watcher = InstanceType<typeof Watchpack>;

/** What is watched. */
export interface WatchedFile {
  /** An absolute path. */
  readonly file: string;
  /** Whether it may be missing: then its removal is a change. Otherwise it is taken for one that is being replaced. */
  readonly isOptional: boolean;
  /**
   * Since when somebody may have read it, in milliseconds since the epoch: what was written later counts as a change.
   * Without it, it is read at once, ahead of whoever reads it next.
   */
  readonly readSince?: number;
}

/** Owns what is known of some files, and the watch on them. */
export class FileWatch {
  readonly #poll: number | boolean | undefined;
  readonly #onChange: (files: readonly string[]) => void;
  readonly #known = new Map<string, string | undefined>();
  /** Files that may have been written after they were read, and were taken for changed. */
  readonly #doubted = new Set<string>();
  #watched: ReadonlyMap<string, WatchedFile> = new Map();
  #watchpack: Watcher | undefined;
  #startTime = 0;
  /** One thing after another: a file is compared with what it was, never with what it is becoming. */
  readonly #turns = new Turns();

  /**
   * @param poll - as in `watchOptions.poll` of webpack
   * @param onChange - called with the files whose contents have changed, all at once
   */
  constructor(poll: number | boolean | undefined, onChange: (files: readonly string[]) => void) {
    this.#poll = poll;
    this.#onChange = onChange;
  }

  /** Watches these files, and no others. Those that were watched before are compared with what they were then. */
  watch(files: readonly WatchedFile[]): void {
    this.#watched = new Map(files.map((watched) => [watched.file, watched]));
    for (const file of this.#known.keys()) if (!this.#watched.has(file)) this.#known.delete(file);
    const added = files.filter(({ file }) => !this.#known.has(file));
    this.#look();
    for (const { file, readSince } of added) if (readSince === undefined) this.#known.set(file, hashNow(file));
    void this.#turns.take(async () => this.#catchUp(added));
  }

  close(): void {
    this.#watchpack?.close();
    this.#watchpack = undefined;
    this.#watched = new Map();
    this.#known.clear();
    this.#doubted.clear();
  }

  #look(): void {
    this.#watchpack ??= this.#open();
    const [present, missing] = partition([...this.#watched.keys()], existsSync);
    // From the first moment on: an edit that was made before this call may not have been reported yet.
    this.#watchpack.watch({ files: present, missing, startTime: this.#startTime });
  }

  #open(): Watcher {
    const poll = this.#poll === undefined ? {} : { poll: this.#poll };
    this.#startTime = Date.now();
    const watchpack = new Watchpack({ ...poll, aggregateTimeout: SETTLE });
    watchpack.on('aggregated', (changes, removals) => {
      this.#reopen();
      void this.#turns.take(async () => this.#compare([...changes, ...removals]));
    });
    return watchpack;
  }

  /**
   * Watches anew: a watchpack that has seen a folder being replaced sees nothing of the next one in its place. What it was
   * about to report is reported again, for that is compared with what is known.
   */
  #reopen(): void {
    this.#watchpack?.close();
    this.#watchpack = this.#open();
    this.#startTime -= SETTLE;
    this.#look();
  }

  /** Reads what others have read before, as it was then or as somebody has written it since. */
  async #catchUp(files: readonly WatchedFile[]): Promise<void> {
    const changed: string[] = [];
    for (const { file, readSince = Infinity } of files) {
      if (this.#known.has(file)) continue;
      const hash = await hashOf(file);
      if (!this.#watched.has(file)) continue;
      this.#known.set(file, hash);
      if (isWrittenAfter(file, readSince) && !this.#doubted.has(file)) changed.push(file);
    }
    // Once each: an application may write what it loads whenever it starts, and would never come to rest.
    for (const file of changed) this.#doubted.add(file);
    this.#report(changed);
  }

  async #compare(files: readonly string[]): Promise<void> {
    const changed: string[] = [];
    for (const file of new Set(files)) if (await this.#hasChanged(file)) changed.push(file);
    this.#report(changed);
  }

  #report(changed: readonly string[]): void {
    if (changed.length > 0) this.#onChange(changed);
  }

  async #hasChanged(file: string): Promise<boolean> {
    const hash = await hashOf(file);
    const watched = this.#watched.get(file);
    if (!watched || hash === this.#known.get(file)) return false;
    if (hash === undefined && !watched.isOptional) return false;
    this.#known.set(file, hash);
    return true;
  }
}

async function hashOf(file: string): Promise<string | undefined> {
  return readFile(file).then(sha256, () => undefined);
}

function hashNow(file: string): string | undefined {
  try {
    return sha256(readFileSync(file));
  } catch {
    return undefined;
  }
}

function isWrittenAfter(file: string, time: number): boolean {
  return (statusOf(file)?.mtimeMs ?? 0) > time;
}

function partition<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}
