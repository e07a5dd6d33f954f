/** Writes into the output folder without ever waiting: while webpack is busy, each wait would last until it pauses. */

import path from 'node:path';

/** The calls that do not wait; most file systems have them. */
export interface FilesNow {
  readonly writeFileSync: (file: string, content: string | Buffer, options?: { readonly flag?: string }) => void;
  readonly renameSync: (from: string, to: string) => void;
  readonly mkdirSync: (folder: string) => void;
  readonly unlinkSync: (file: string) => void;
  readonly readdirSync: (folder: string) => readonly string[];
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

/** Whether a file system has these calls. */
export function canWriteNow(files: object): files is FilesNow {
  const needed: (keyof FilesNow)[] = ['writeFileSync', 'renameSync', 'mkdirSync', 'unlinkSync', 'readdirSync'];
  return needed.every((name) => name in files);
}

/** Writes files by their name relative to the output folder. */
export class OutputFolderNow {
  readonly #files: FilesNow;
  readonly #path: string;

  constructor(files: FilesNow, folder: string) {
    this.#files = files;
    this.#path = folder;
  }

  /**
   * Writes files and then replaces another one: whoever reads one of them meanwhile gets the old or the new content.
   *
   * @param contents - the files to write first, by name
   * @param unfinished - where files are written before they get their names; beside them by default
   * @returns whether that was possible; not, where a folder is missing or cannot be written to
   */
  replace(contents: ReadonlyMap<string, Buffer>, name: string, content: string, unfinished?: Unfinished): boolean {
    const all = [...contents, [name, content] as const];
    const isWritten = this.#attempt(all, unfinished);
    if (isWritten || unfinished === undefined) return isWritten;
    unfinished.forget();
    return this.#makeFolder(unfinished.folder) && this.#attempt(all, unfinished);
  }

  /** Makes an empty file, and the folder that it lies in. */
  create(name: string): boolean {
    const create = (): void => this.#files.writeFileSync(this.#resolve(name), '');
    return succeeds(create) || (this.#makeFolder(path.dirname(name)) && succeeds(create));
  }

  /** Deletes the files of a folder, where there is one. */
  empty(folder: string): void {
    succeeds(() => {
      for (const name of this.#files.readdirSync(this.#resolve(folder))) this.#remove(path.join(folder, name));
    });
  }

  #remove(name: string): void {
    succeeds(() => this.#files.unlinkSync(this.#resolve(name)));
  }

  #makeFolder(folder: string): boolean {
    return succeeds(() => this.#files.mkdirSync(this.#resolve(folder)));
  }

  #attempt(contents: readonly (readonly [string, Buffer | string])[], unfinished: Unfinished | undefined): boolean {
    const all = contents.map(([name, text]) => {
      const spare = unfinished?.take();
      const own = path.join(unfinished?.folder ?? '', `${path.basename(name)}.${process.pid}.tmp`);
      return { name, temporary: spare ?? own, text, options: spare === undefined ? {} : { flag: 'r+' } };
    });
    const isWritten = succeeds(() => {
      for (const { temporary, text, options } of all) {
        this.#files.writeFileSync(this.#resolve(temporary), text, options);
      }
      for (const { temporary, name } of all) this.#files.renameSync(this.#resolve(temporary), this.#resolve(name));
    });
    // At once: the next attempt may use the same names.
    if (!isWritten) for (const { temporary } of all) this.#remove(temporary);
    return isWritten;
  }

  #resolve(name: string): string {
    return path.join(this.#path, name);
  }
}

function succeeds(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
