/** Reads and writes the output folder, through the file system that webpack writes to. */

import nodeFs from 'node:fs';
import path from 'node:path';
import type { Compiler } from 'webpack';

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

/** The calls that do not wait; most file systems have them. */
interface FilesNow {
  readonly writeFileSync: (file: string, content: string | Buffer, options?: { readonly flag?: string }) => void;
  readonly renameSync: (from: string, to: string) => void;
  readonly mkdirSync: (folder: string) => void;
  readonly unlinkSync: (file: string) => void;
}

/** Where files are written before they get their names. */
export interface Unfinished {
  /** Relative to the output folder. */
  readonly folder: string;
  /** Names an empty file, relative to the output folder, which is used up with that; `undefined` where there is none. */
  take(): string | undefined;
  /** Files that were made have turned out not to be there any more, or the folder. */
  forget(): void;
}

/** Reads and writes files by their name relative to the output folder. */
export class OutputFolder {
  readonly path: string;
  readonly #files: Files;

  constructor(compiler: Compiler, folder: string) {
    this.path = folder;
    this.#files = selectFiles(compiler.outputFileSystem);
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
    if (this.replaceNow(new Map(), name, content)) return;
    const temporary = `${name}.${process.pid}.tmp`;
    try {
      await this.write(temporary, content);
      await settle((done) => this.#files.rename(this.#resolve(temporary), this.#resolve(name), done));
    } catch (error) {
      await this.remove(temporary);
      throw error;
    }
  }

  /**
   * Writes files and then replaces another one without ever waiting: while webpack is busy, each wait would last until
   * it pauses.
   *
   * @param contents - the files to write first, by name
   * @param unfinished - where files are written before they get their names; beside them by default
   * @returns whether that was possible; not, where a folder is missing or the file system cannot do it
   */
  replaceNow(contents: ReadonlyMap<string, Buffer>, name: string, content: string, unfinished?: Unfinished): boolean {
    const files = this.#files;
    if (!canWriteNow(files)) return false;
    const all = [...contents, [name, content] as const];
    const isWritten = this.#attempt(files, all, unfinished);
    if (isWritten || unfinished === undefined) return isWritten;
    unfinished.forget();
    return this.#makeNow(files, unfinished.folder) && this.#attempt(files, all, unfinished);
  }

  /** Makes an empty file, and the folder that it lies in. */
  createNow(name: string): boolean {
    const files = this.#files;
    if (!canWriteNow(files)) return false;
    const create = (): void => files.writeFileSync(this.#resolve(name), '');
    return succeeds(create) || (this.#makeNow(files, path.dirname(name)) && succeeds(create));
  }

  #makeNow(files: FilesNow, folder: string): boolean {
    return succeeds(() => files.mkdirSync(this.#resolve(folder)));
  }

  #attempt(
    files: FilesNow,
    contents: readonly (readonly [string, Buffer | string])[],
    unfinished: Unfinished | undefined,
  ): boolean {
    const all = contents.map(([name, text]) => {
      const spare = unfinished?.take();
      const own = path.join(unfinished?.folder ?? '', `${path.basename(name)}.${process.pid}.tmp`);
      const options = spare === undefined ? {} : { flag: 'r+' };
      return { file: this.#resolve(name), temporary: this.#resolve(spare ?? own), text, options };
    });
    const isWritten = succeeds(() => {
      for (const { temporary, text, options } of all) files.writeFileSync(temporary, text, options);
      for (const { temporary, file } of all) files.renameSync(temporary, file);
    });
    // At once: the next attempt may use the same names.
    if (!isWritten) for (const { temporary } of all) succeeds(() => files.unlinkSync(temporary));
    return isWritten;
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

function canWriteNow(candidate: object): candidate is FilesNow {
  return ['writeFileSync', 'renameSync', 'mkdirSync', 'unlinkSync'].every((name) => name in candidate);
}

function succeeds(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

async function settle(call: (done: Done) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    call((error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
