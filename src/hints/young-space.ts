/** Knows whether somebody has decided how much room V8 gives to young objects. */

import { isFlagGiven } from '../node-flags';

/** The flags that decide it (v8/src/flags/flag-definitions.h). */
const SPACE_FLAG = /^--(?:max|min)-semi-space-size(?:=|$)/;

/**
 * Looks for such a flag.
 *
 * @param args - what Node.js is started with
 * @param options - the environment variable `NODE_OPTIONS`
 */
export function isYoungSpaceChosen(args: readonly string[], options = ''): boolean {
  return isFlagGiven(SPACE_FLAG, [...args, ...options.split(/\s+/)]);
}
