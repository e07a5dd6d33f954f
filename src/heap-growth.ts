/** Has V8 collect the heap of a process that builds again and again after several builds, not once or twice in each. */

import v8 from 'node:v8';
import { isFlagGiven } from './node-flags';

/** The flags that say how far the heap may grow until it is collected as a whole. */
const GROWTH_FLAG = /^--(?:heap-growing-percent|optimize-for-size|lite-mode)/;

/** Four times of what is in use, which is as much as V8 chooses itself in a process that works all the time. */
const FLAG = '--heap-growing-percent=300';

/** Versions of Node.js with which it was tried out. */
const VERSIONS: ReadonlySet<string> = new Set(['20', '22', '24', '26']);

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
  const isKnown = VERSIONS.has(version.split('.')[0] ?? '');
  return isKnown && !isFlagGiven(GROWTH_FLAG, args) ? FLAG : undefined;
}

/** Lets the heap of this process grow. */
export function letHeapGrow(): void {
  const flag = chooseGrowthFlag(process.execArgv);
  if (flag !== undefined) v8.setFlagsFromString(flag);
}
