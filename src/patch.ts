/** Defines patches: the code of single modules, published ahead of the build that will contain it. */

import type { Content } from './update-step';
import type { UpdateStep } from './journal';

/** An update to one module, ready to be published. */
export interface SealedPatch {
  readonly step: Pick<UpdateStep, 'runtimes' | 'files' | 'assets'>;
  readonly contents: ReadonlyMap<string, Content>;
}

/** The code of a module, rendered as an update. */
export interface PatchCode {
  /** The text of the update file, without a source map. */
  readonly text: string;
  /** Names the files, and adds source maps. */
  seal(id: string): SealedPatch;
}

/** What replaces the code of one module until the next build is published. */
export interface Patch {
  /** Full hash of the build that it belongs to. */
  readonly build: string;
  /** Identifier of the module (webpack's `module.identifier()`). */
  readonly module: string;
  /** What people call the module. */
  readonly name: string;
  /** The file that the module is made of. */
  readonly file: string;
  /** What this file held. */
  readonly content: Buffer;
  /** When that was read, in milliseconds by `performance.now()`. */
  readonly readAt: number;
  /** The hash that the build gave to the code of the module. */
  readonly codeHash: string;
  readonly fresh: PatchCode;
  /** What the build has. */
  readonly original: PatchCode;
}
