/** Finds scripts that Node.js cannot compile: no loader and no parser may have looked at what is in them. */

import { compileFunction } from 'node:vm';

/** What Node.js wraps around a CommonJS module. */
const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'];

/** A script that is none. */
export interface InvalidScript {
  readonly name: string;
  readonly error: unknown;
}

/**
 * Compiles CommonJS scripts without running them.
 *
 * @param scripts - texts by file name
 * @returns the first that is not valid
 */
export function findInvalidScript(scripts: Iterable<readonly [name: string, text: string]>): InvalidScript | undefined {
  for (const [name, text] of scripts) {
    try {
      compileFunction(text, PARAMETERS, { filename: name });
    } catch (error) {
      return { name, error };
    }
  }
  return undefined;
}
