/** Has V8 collect the heap of a process that builds again and again after several builds, not once or twice in each. */

import { chooseV8Flag, tellV8, type V8Setting } from './node-flags';

/** Four times of what is in use, which is as much as V8 chooses itself in a process that works all the time. */
const FLAG = '--heap-growing-percent=300';

const SETTING: V8Setting = {
  flags: { 20: FLAG, 22: FLAG, 24: FLAG, 26: FLAG },
  decided: /^--(?:heap-growing-percent|optimize-for-size|lite-mode)/,
};

/**
 * Says how V8 is told to let the heap grow. After a collection in which little is being done, V8 lets it grow by a tenth
 * to two fifths only (GrowingFactor in v8/src/heap/heap-controller.cc), and a build makes more than that: each one is
 * interrupted by a collection, and takes a third longer with 5,000 modules, until a collection happens to fall into busy
 * times. However far it may grow, V8 keeps to half of what is left to the largest size (`--max-old-space-size`).
 *
 * @param args - what Node.js is started with
 * @returns a flag for V8; `undefined` where somebody has decided already, or this Node.js is not known
 */
export function chooseGrowthFlag(args: readonly string[], version: string = process.versions.node): string | undefined {
  return chooseV8Flag(SETTING, args, version);
}

/** Lets the heap of this process grow. */
export function letHeapGrow(): void {
  tellV8(chooseGrowthFlag(process.execArgv));
}
