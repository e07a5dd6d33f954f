/** Lets the process of the compiler keep its memory for a while when nobody edits. */

import v8 from 'node:v8';

/** The flags that say when V8 gives memory back (v8/src/heap/memory-reducer.cc). */
const REDUCER_FLAG = /^--(?:no-?)?(?:gc-)?memory-reducer/;

/** For five minutes, or where that is not to be had, until memory is short. By major version of Node.js, as tried out. */
const FLAGS: Readonly<Record<string, string>> = {
  20: '--gc-memory-reducer-start-delay-ms=300000',
  22: '--gc-memory-reducer-start-delay-ms=300000',
  24: '--memory-reducer-gc-count=0',
  26: '--memory-reducer-delay-ms=300000',
};

/** In larger bundles each build leaves so much that it is better collected between builds: they take 6 % longer else. */
const MOST_MODULES = 2_000;

/**
 * Keeps V8 from giving memory back eight seconds after a build. That takes what loaders need out of every cache, and
 * the first save afterwards takes up to twice as long to be live. Where the process was started with such a flag, or
 * with a Node.js whose flags are not known, V8 does as it likes.
 *
 * @param modules - how many the build has
 */
export function keepIdleMemory(
  modules: number,
  version: string = process.versions.node,
  args: readonly string[] = process.execArgv,
  setFlag: (flag: string) => void = v8.setFlagsFromString,
): void {
  const flag = FLAGS[version.split('.')[0] ?? ''];
  const isChosen = args.some((arg) => REDUCER_FLAG.test(arg.replaceAll('_', '-')));
  if (flag !== undefined && !isChosen && modules <= MOST_MODULES) setFlag(flag);
}
