/** Looks at an output folder, and says when there is something else to see. */

import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Journal, parseJournal } from '../../runtime/protocol/journal';
import { nameProcessFolder } from '../../runtime/protocol/output-names';
import { isAlive } from '../processes/liveness';
import { ProcessList } from '../processes/process-list';
import { RecordFolder } from '../processes/record-store';
import { RecordWatch } from '../processes/record-watch';
import type { Snapshot } from './snapshot';

/** How often to look where the file system reports nothing, in milliseconds. */
const INTERVAL = 500;

/** One journal with everything beside it. */
export class OutputView {
  readonly journal: string;
  readonly #folder: string;
  readonly #records: RecordFolder;
  readonly #list: ProcessList;

  constructor(folder: string, journal: string) {
    this.#folder = folder;
    this.journal = journal;
    this.#records = new RecordFolder(path.join(folder, nameProcessFolder(journal)));
    // Only compilers delete: somebody who looks changes nothing.
    const store = {
      names: () => this.#records.names(),
      read: this.#records.read.bind(this.#records),
      remove: () => undefined,
    };
    this.#list = new ProcessList({ store, host: os.hostname(), isAlive });
  }

  async look(): Promise<Snapshot> {
    await this.#list.look();
    const journal = this.#readJournal();
    return {
      journal: this.journal,
      build: journal?.build,
      patched: journal?.updates.at(-1)?.patch === true,
      compilers: this.#list.compilers(),
      processes: this.#list.list(),
    };
  }

  /**
   * Looks until there is something to return.
   *
   * @param decide - is asked whenever something may have changed
   * @param timeout - milliseconds
   * @returns what `decide` has returned; after the timeout, `undefined`
   */
  async until<T>(decide: (snapshot: Snapshot) => T | undefined, timeout: number): Promise<T | undefined> {
    let wake = (): void => undefined;
    const stop = this.#watch(() => wake());
    const end = performance.now() + timeout;
    try {
      for (;;) {
        const changed = new Promise<void>((resolve) => (wake = resolve));
        const decision = decide(await this.look());
        if (decision !== undefined || performance.now() >= end) return decision;
        await changed;
      }
    } finally {
      stop();
    }
  }

  #watch(wake: () => void): () => void {
    const watches = [this.#folder, this.#records.path].map((folder) => new RecordWatch(folder, 'watch', wake));
    const open = (): void => {
      for (const watch of watches) watch.open();
      wake();
    };
    const timer = setInterval(open, INTERVAL);
    open();
    return () => {
      clearInterval(timer);
      for (const watch of watches) watch.close();
    };
  }

  #readJournal(): Journal | undefined {
    try {
      const parsed = parseJournal(readFileSync(path.join(this.#folder, this.journal), 'utf8'));
      return parsed.ok ? parsed.value : undefined;
    } catch {
      return undefined;
    }
  }
}
