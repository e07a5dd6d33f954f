/** Lets processes that take part in reloading keep their memory for a while when nobody edits. */

import { chooseV8Flag, tellV8, type V8Setting } from './node-flags';

/** For five minutes, or where that is not to be had, until memory is short (v8/src/heap/memory-reducer.cc). */
const SETTING: V8Setting = {
  flags: {
    20: '--gc-memory-reducer-start-delay-ms=300000',
    22: '--gc-memory-reducer-start-delay-ms=300000',
    24: '--memory-reducer-gc-count=0',
    26: '--memory-reducer-delay-ms=300000',
  },
  decided: /^--(?:no-?)?(?:gc-)?memory-reducer/,
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
  return chooseV8Flag(SETTING, args, version);
}

/** Lets this process keep its memory. */
export function keepIdleMemory(): void {
  tellV8(chooseIdleFlag(process.execArgv));
}
