/** Looks for flags that Node.js was started with. */

/**
 * Whether one of them is such a flag, however its words are joined: V8 takes `-` and `_` for the same.
 *
 * @param flag - of a whole flag, with `-` between its words
 * @param args - as in `process.execArgv`
 */
export function isFlagGiven(flag: RegExp, args: readonly string[]): boolean {
  return args.some((arg) => flag.test(arg.replaceAll('_', '-')));
}
