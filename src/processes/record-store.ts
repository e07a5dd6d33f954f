/** Reads and writes the folder in which processes and compilers keep their records. */

import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** What is needed of the folder. */
export interface RecordStore {
  /** File names; none where there is no folder. */
  names(): readonly string[];
  /** The text of a file; `undefined` where it is gone. */
  read(name: string): Promise<string | undefined>;
  /** Deletes a file; one that cannot be deleted is ignored by everybody who looks whether its process is alive. */
  remove(name: string): void;
}

/** Whether a file can hold a record: what is being written has another ending. */
export function isRecordName(name: string): boolean {
  return name.endsWith('.json');
}

/** The folder on disk: processes are real, so the file system is. */
export class RecordFolder implements RecordStore {
  readonly path: string;

  constructor(folder: string) {
    this.path = folder;
  }

  /** Makes the folder, if the output folder is there: it is not where webpack writes to memory. */
  make(): void {
    attempt(() => mkdirSync(this.path));
  }

  names(): readonly string[] {
    return attempt(() => readdirSync(this.path).filter(isRecordName)) ?? [];
  }

  async read(name: string): Promise<string | undefined> {
    return readFile(path.join(this.path, name), 'utf8').catch(() => undefined);
  }

  /** Writes a file so that whoever reads it gets the old or the new text; where that is impossible, nothing happens. */
  write(name: string, text: string): void {
    const file = path.join(this.path, name);
    attempt(() => {
      writeFileSync(`${file}.tmp`, text);
      renameSync(`${file}.tmp`, file);
    });
  }

  remove(name: string): void {
    attempt(() => rmSync(path.join(this.path, name), { force: true }));
  }
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
