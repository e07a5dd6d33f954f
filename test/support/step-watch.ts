/** Tells webpack of saved files exactly when a step is complete, where a watcher would notice one file after the other. */

import type { Compiler } from 'webpack';

type WatchFileSystem = NonNullable<Compiler['watchFileSystem']>;
type WatchCallback = Parameters<WatchFileSystem['watch']>[5];

/** Takes the place of the file system that a compiler watches. */
export class StepWatch implements WatchFileSystem {
  readonly #compiler: Compiler;
  #callback: WatchCallback | undefined;
  #pending: { readonly changes: Set<string>; readonly removals: Set<string> } | undefined;

  constructor(compiler: Compiler) {
    this.#compiler = compiler;
    compiler.watchFileSystem = this;
  }

  /** Called by webpack after each build. */
  watch(...args: Parameters<WatchFileSystem['watch']>): ReturnType<WatchFileSystem['watch']> {
    this.#callback = args[5];
    this.#deliver();
    const stop = (): void => {
      this.#callback = undefined;
    };
    const none = { changes: new Set<string>(), removals: new Set<string>() };
    const times = { fileTimeInfoEntries: new Map<string, null>(), contextTimeInfoEntries: new Map<string, null>() };
    return {
      close: stop,
      pause: stop,
      getFileTimeInfoEntries: () => times.fileTimeInfoEntries,
      getContextTimeInfoEntries: () => times.contextTimeInfoEntries,
      getInfo: () => ({ ...none, ...times }),
    };
  }

  /**
   * Has webpack build again.
   *
   * @param changes - absolute paths of files that were written
   * @param removals - absolute paths of files that were deleted
   */
  notify(changes: Iterable<string>, removals: Iterable<string>): void {
    this.#pending = { changes: new Set(changes), removals: new Set(removals) };
    this.#deliver();
  }

  #deliver(): void {
    const [pending, callback] = [this.#pending, this.#callback];
    if (pending === undefined || callback === undefined) return;
    this.#pending = undefined;
    this.#callback = undefined;
    this.#compiler.inputFileSystem?.purge?.();
    callback(null, new Map(), new Map(), pending.changes, pending.removals);
  }
}
