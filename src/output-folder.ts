/** Reads and writes the output folder, through the file system that webpack writes to. */

import nodeFs from 'node:fs';
import path from 'node:path';
import type { Compiler } from 'webpack';
import { OutputFolderNow, canWriteNow } from './output-folder-now';

type Done = (error?: Error | null) => void;

/** The few calls that are needed of a file system; memory file systems have them too. */
interface Files {
  readonly readFile: (file: string, done: (error: Error | null, content?: Buffer | string) => void) => void;
  readonly writeFile: (file: string, content: string | Buffer, done: Done) => void;
  readonly rename: (from: string, to: string, done: Done) => void;
  readonly unlink: (file: string, done: Done) => void;
  readonly stat: (file: string, done: Done) => void;
  readonly mkdir: (folder: string, options: { recursive: true }, done: Done) => void;
}

/** Reads and writes files by their name relative to the output folder. */
export class OutputFolder {
  readonly path: string;
  /** Writes without waiting; `undefined` where the file system cannot do that. */
  readonly now: OutputFolderNow | undefined;
  readonly #files: Files;

  constructor(compiler: Compiler, folder: string) {
    this.path = folder;
    this.#files = selectFiles(compiler.outputFileSystem);
    this.now = canWriteNow(this.#files) ? new OutputFolderNow(this.#files, folder) : undefined;
  }

  /** The text of a file; `undefined` where it cannot be read. */
  async read(name: string): Promise<string | undefined> {
    return new Promise((resolve) => {
      this.#files.readFile(this.#resolve(name), (error, content) => {
        resolve(error ? undefined : content?.toString());
      });
    });
  }

  async has(name: string): Promise<boolean> {
    return settle((done) => this.#files.stat(this.#resolve(name), done)).then(
      () => true,
      () => false,
    );
  }

  /** Names those that are not there. */
  async listMissing(names: Iterable<string>): Promise<Set<string>> {
    const looked = [...names].map(async (name) => ((await this.has(name)) ? [] : [name]));
    return new Set((await Promise.all(looked)).flat());
  }

  /** Writes a file, and the folder it belongs into where that is missing. */
  async write(name: string, content: string | Buffer): Promise<void> {
    const file = this.#resolve(name);
    await settle((done) => this.#files.mkdir(path.dirname(file), { recursive: true }, done));
    await settle((done) => this.#files.writeFile(file, content, done));
  }

  /** Writes a file so that whoever reads it meanwhile gets the old or the new content, never a part. */
  async replace(name: string, content: string): Promise<void> {
    // Whoever saved waits for this, and other compilers may keep the event loop busy.
    if (this.now?.replace(new Map(), name, content) === true) return;
    const temporary = `${name}.${process.pid}.tmp`;
    try {
      await this.write(temporary, content);
      await settle((done) => this.#files.rename(this.#resolve(temporary), this.#resolve(name), done));
    } catch (error) {
      await this.remove(temporary);
      throw error;
    }
  }

  /** Deletes a file; one that is gone already, or cannot be deleted, is none of our worries. */
  async remove(name: string): Promise<void> {
    await settle((done) => this.#files.unlink(this.#resolve(name), done)).catch(() => undefined);
  }

  #resolve(name: string): string {
    return path.join(this.path, name);
  }
}

/** webpack asks less of an output file system than is needed here, so what it cannot do is done on disk. */
function selectFiles(candidate: unknown): Files {
  return isComplete(candidate) ? candidate : nodeFs;
}

function isComplete(candidate: unknown): candidate is Files {
  const needed: (keyof Files)[] = ['readFile', 'writeFile', 'rename', 'unlink', 'stat', 'mkdir'];
  return (
    typeof candidate === 'object' &&
    candidate !== null &&
    needed.every((name) => typeof Reflect.get(candidate, name) === 'function')
  );
}

async function settle(call: (done: Done) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    call((error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
