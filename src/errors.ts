/** Defines the mistakes that the compiler side reports: each with a code and a sentence that says what to do. */

import type { Compiler, WebpackError } from 'webpack';

/** What went wrong, for programs. */
export type HotReloadErrorCode =
  | 'APPLIED_TWICE'
  | 'JOURNAL_NOT_WRITTEN'
  | 'RUN_ENTRY_AMBIGUOUS'
  | 'RUN_ENTRY_NOT_FOUND'
  | 'UPDATE_FILE_INVALID'
  | 'UPDATE_FILE_MISSING';

/** A mistake that somebody can put right; its message says how. */
export class HotReloadError extends Error {
  override readonly name = 'HotReloadError';
  readonly code: HotReloadErrorCode;

  /**
   * @param code - what went wrong, for programs
   * @param message - what went wrong and what to do, for people
   * @param options - the error behind it, if there is one
   */
  constructor(code: HotReloadErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Turns a mistake into an error of the compilation, to be shown with the errors of the build. Its class has to come
 * from the webpack that is running, which may be another copy than the one this package would find.
 */
export function toCompilationError(compiler: Compiler, error: HotReloadError): WebpackError {
  const shown = new compiler.webpack.WebpackError(`${error.message} (${error.code})`);
  return Object.assign(shown, { name: error.name, code: error.code, hideStack: true, cause: error });
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
