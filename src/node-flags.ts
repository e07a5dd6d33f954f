/** Looks for flags that Node.js was started with, and gives V8 others where nobody has decided. */

import v8 from 'node:v8';

/**
 * Whether one of them is such a flag, however its words are joined: V8 takes `-` and `_` for the same.
 *
 * @param flag - of a whole flag, with `-` between its words
 * @param args - as in `process.execArgv`
 */
export function isFlagGiven(flag: RegExp, args: readonly string[]): boolean {
  return args.some((arg) => flag.test(arg.replaceAll('_', '-')));
}

/** Something that V8 can be told. */
export interface V8Setting {
  /** The flag that tells it, by major version of Node.js, as tried out. */
  readonly flags: Readonly<Record<string, string>>;
  /** The flags by which somebody has decided it. */
  readonly decided: RegExp;
}

/**
 * @param args - what Node.js is started with
 * @param version - of Node.js
 * @returns a flag for V8; `undefined` where somebody has decided, or this Node.js is not known
 */
export function chooseV8Flag(
  { flags, decided }: V8Setting,
  args: readonly string[],
  version: string,
): string | undefined {
  return isFlagGiven(decided, args) ? undefined : flags[version.split('.')[0] ?? ''];
}

/** Gives V8 a flag in this process. */
export function tellV8(flag: string | undefined): void {
  if (flag !== undefined) v8.setFlagsFromString(flag);
}
