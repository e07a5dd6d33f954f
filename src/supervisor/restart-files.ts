/** Watches the files that the application reads without webpack, and says which have changed. */

import path from 'node:path';
import type { RunConfig } from '../options';
import { listEnvFiles } from './env-files';
import { FileWatch, type WatchedFile } from './file-watch';
import { nameFiles } from './file-names';
import { InstalledChanges } from './installed-changes';
import { withManifests, withoutEmitted } from './loaded-files';
import { wordChange } from './wording';

/** Where they are. */
export interface RestartFilesOptions {
  readonly config: RunConfig;
  readonly outputPath: string;
  /** As in `watchOptions.poll` of webpack. */
  readonly poll: number | boolean | undefined;
}

/** Owns the list of these files. */
export class RestartFiles {
  readonly #watch: FileWatch;
  readonly #changes: InstalledChanges;
  readonly #named: readonly string[];
  readonly #outputPath: string;
  #loaded: readonly WatchedFile[] = [];

  /** @param onChange - called with what has happened, as a sentence without its end */
  constructor({ config, outputPath, poll }: RestartFilesOptions, onChange: (reason: string) => void) {
    const cwd = path.resolve(config.cwd ?? '');
    const mode = config.env['NODE_ENV'] ?? process.env['NODE_ENV'];
    const named = config.watch.map((file) => path.resolve(cwd, file));
    this.#named = [...listEnvFiles({ cwd, mode, execArgv: config.execArgv }), ...named];
    this.#outputPath = outputPath;
    this.#changes = new InstalledChanges((files) => onChange(wordChange(nameFiles(files))));
    this.#watch = new FileWatch(poll, (files) => this.#changes.add(files));
  }

  open(): void {
    this.#watch.watch([...this.#loaded, ...this.#named.map((file) => ({ file, isOptional: true }))]);
  }

  /**
   * Takes the files that the process has loaded from outside of the bundle; they replace those it told of before.
   *
   * @param startedAt - when it began to load, in milliseconds since the epoch
   */
  setLoaded(files: readonly string[], startedAt: number): void {
    const loaded = withManifests(withoutEmitted(files, this.#outputPath));
    this.#loaded = loaded.map((file) => ({ file, isOptional: false, readSince: startedAt }));
    this.open();
  }

  close(): void {
    this.#watch.close();
    this.#changes.close();
  }
}
