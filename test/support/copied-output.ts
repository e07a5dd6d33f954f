/** Copies an output folder, as images and network file systems do: the files arrive one by one, when a test says so. */

import fs from 'node:fs';
import path from 'node:path';
import type { Journal } from '../../runtime/protocol/journal';
import type { Application } from './application';

/** A copy of an output folder as it was when it was made. */
export class CopiedOutput {
  readonly folder: string;
  readonly #application: Application;

  constructor(application: Application) {
    this.#application = application;
    this.folder = path.join(application.folder, 'copy');
    // The records of processes come and go meanwhile.
    const filter = (source: string): boolean => !path.basename(source).startsWith('hot-processes.');
    fs.cpSync(application.output, this.folder, { recursive: true, filter });
  }

  /** The name of the journal. */
  get journal(): string {
    return path.basename(this.#application.journalFiles()[0] ?? '');
  }

  receiveJournal(): void {
    this.receive(this.journal);
  }

  /** Receives the update files of the newest step. */
  receiveUpdate(journal: Journal): void {
    for (const file of updateFilesOf(journal)) this.receive(file);
  }

  /** @param part - how much of the file arrives, from its beginning: 1 is all */
  receive(file: string, part = 1): void {
    const content = fs.readFileSync(path.join(this.#application.output, file));
    fs.writeFileSync(path.join(this.folder, file), content.subarray(0, Math.floor(content.length * part)));
  }
}

/** The names of the update files of the newest step. */
export function updateFilesOf({ updates }: Journal): readonly string[] {
  return Object.keys(updates.at(-1)?.files ?? {});
}
