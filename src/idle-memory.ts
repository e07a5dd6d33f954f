/** Lets processes that take part in reloading keep their memory for a while when nobody edits. */

import v8 from 'node:v8';
import { isFlagGiven } from './node-flags';

/** The flags that say when V8 gives memory back (v8/src/heap/memory-reducer.cc). */
const REDUCER_FLAG = /^--(?:no-?)?(?:gc-)?memory-reducer/;

/** For five minutes, or where that is not to be had, until memory is short. By major version of Node.js, as tried out. */
const FLAGS: Readonly<Record<string, string>> = {
  20: '--gc-memory-reducer-start-delay-ms=300000',
  22: '--gc-memory-reducer-start-delay-ms=300000',
  24: '--memory-reducer-gc-count=0',
  26: '--memory-reducer-delay-ms=300000',
};

/**
 * Says how V8 is kept from giving memory back eight seconds after the last work. That takes what evaluates modules, and what
 * loaders need, out of every cache, and shrinks what new objects have room in: the first save afterwards takes up to
 * twice as long to be live.
 *
 * @param args - what Node.js is started with
 * @returns a flag for V8; `undefined` where V8 does as it likes: such a flag is there, or this Node.js is not known
 */
export function chooseIdleFlag(args: readonly string[], version: string = process.versions.node): string | undefined {
  return isFlagGiven(REDUCER_FLAG, args) ? undefined : FLAGS[version.split('.')[0] ?? ''];
}

/** Lets this process keep its memory. */
export function keepIdleMemory(): void {
  const flag = chooseIdleFlag(process.execArgv);
  if (flag !== undefined) v8.setFlagsFromString(flag);
}
