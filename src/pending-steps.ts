/** Keeps the updates that no journal names yet: that of the newest build, and those of builds with errors before it. */

import type { Compilation, Compiler } from 'webpack';
import { toCompilationError } from './errors';
import type { UpdateStep } from './journal';
import type { ReadManifest } from './manifests';
import type { OutputFolder } from './output-folder';
import { checkScripts, updateFileMissing } from './publishing-errors';
import { readUpdateStep } from './update-step';
import type { SealedStep } from './update-step';

interface PendingStep extends SealedStep {
  /** Whether webpack has written the files. */
  emitted: boolean;
}

/** Owns these updates, oldest first. */
export class PendingSteps {
  readonly #compiler: Compiler;
  #list: readonly PendingStep[] = [];

  constructor(compiler: Compiler) {
    this.#compiler = compiler;
  }

  get isEmpty(): boolean {
    return this.#list.length === 0;
  }

  get steps(): readonly UpdateStep[] {
    return this.#list.map(({ step }) => step);
  }

  /** Names of their files. */
  get assets(): readonly string[] {
    return this.#list.flatMap(({ step }) => step.assets);
  }

  /** Takes in the update that a sealed compilation makes, whether or not it will ever be written or published. */
  remember(compilation: Compilation, readManifest: ReadManifest): void {
    const read = readUpdateStep(compilation, readManifest);
    if (!read.ok) {
      this.clear();
      compilation.errors.push(toCompilationError(this.#compiler, updateFileMissing(read.reason)));
    } else if (read.value) {
      this.#list = [...this.#list, { ...read.value, emitted: false }];
    }
  }

  /** The texts of the update files that lead to a build, as they are written, newest first. */
  readUpdates({ hash }: Compilation): readonly string[] {
    const steps = this.#list.slice(0, this.#list.findIndex(({ step }) => step.to === hash) + 1).reverse();
    return steps.flatMap((one) => Object.keys(one.step.files).map((name) => readText(one, name)));
  }

  /** Webpack has written the files of a build. */
  noticeEmitted({ hash }: Compilation): void {
    for (const item of this.#list) item.emitted ||= item.step.to === hash;
  }

  /**
   * No process can pass a step that cannot be compiled: all are forgotten, and the next build is published whole.
   *
   * @throws HotReloadError `UPDATE_FILE_INVALID`
   */
  check(compilation: Compilation): void {
    try {
      for (const { contents, step } of this.#list) {
        const scripts = [...contents].filter(([name]) => name in step.files);
        checkScripts(
          compilation,
          scripts.map(([name, source]) => [name, source.buffer()] as const),
        );
      }
    } catch (error) {
      this.clear();
      throw error;
    }
  }

  /** Writes what webpack did not: it drops the files of a build that fails late or is not emitted at all. */
  async writeUnwritten(folder: OutputFolder): Promise<void> {
    for (const { contents, emitted } of this.#list) {
      const unwritten = emitted ? await folder.listMissing(contents.keys()) : contents.keys();
      for (const name of unwritten) await folder.write(name, contents.get(name)?.buffer() ?? '');
    }
  }

  clear(): void {
    this.#list = [];
  }
}

function readText({ contents }: SealedStep, name: string): string {
  return String(contents.get(name)?.source() ?? '');
}
