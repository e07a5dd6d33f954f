/** Knows whether somebody has decided how much room V8 gives to young objects. */

/** The flags that decide it (v8/src/flags/flag-definitions.h). */
const SPACE_FLAG = /(?:^|\s)--(?:max|min)-semi-space-size(?:=|\s|$)/;

/**
 * Looks for such a flag.
 *
 * @param args - what Node.js is started with
 * @param options - the environment variable `NODE_OPTIONS`
 */
export function isYoungSpaceChosen(args: readonly string[], options = ''): boolean {
  return [...args, options].some((text) => SPACE_FLAG.test(text.replaceAll('_', '-')));
}
