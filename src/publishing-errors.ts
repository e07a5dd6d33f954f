/** Makes the errors of what cannot be published. */

import type { Compilation } from 'webpack';
import { HotReloadError, messageOf } from './errors';
import { findInvalidScript } from './script-syntax';

/** The journal could not be written. */
export function journalNotWritten(file: string, cause: unknown): HotReloadError {
  const message =
    `The journal ${file} cannot be written, so running processes do not hear of this build: make its folder ` +
    `writable, free some space, or remove what is in its place; the next build then publishes this one as well. ` +
    `The reason was: ${messageOf(cause)}`;
  return new HotReloadError('JOURNAL_NOT_WRITTEN', message, { cause });
}

/**
 * Throws where a script cannot be compiled; of an ECMAScript module, Node.js offers no way to learn that without
 * running it.
 */
export function checkScripts(compilation: Compilation, contents: Iterable<readonly [string, Buffer]>): void {
  if (compilation.outputOptions.module) return;
  const texts = [...contents].map(([name, content]) => [name, content.toString()] as const);
  const invalid = findInvalidScript(texts);
  if (invalid !== undefined) throw updateFileInvalid(invalid.name, invalid.error);
}

function updateFileInvalid(name: string, cause: unknown): HotReloadError {
  const message =
    `The update file ${name} is not JavaScript, so running processes keep the code they have: correct what webpack ` +
    `has not parsed (module.noParse) or what another plugin has put into it. The reason is: ${messageOf(cause)}`;
  return new HotReloadError('UPDATE_FILE_INVALID', message, { cause });
}

/** A file of an update is not among those of the build. */
export function updateFileMissing(name: string): HotReloadError {
  const message =
    `The update file ${name} is not among the files of this build, so running processes cannot be updated: keep ` +
    `other plugins from renaming or removing hot update files, and leave content hashes out of their names.`;
  return new HotReloadError('UPDATE_FILE_MISSING', message);
}
