/** Estimates how long a run takes. */

import { fitSideBySide } from './memory.mjs';
import { countEdits, splitIntoBlocks } from './schedule.mjs';

/** Measured on two cores, as means of all tools: an edit with all that belongs to it and a start, in seconds. */
const secondsOfEdit = (size) => 0.7 + size / 1600;
const secondsOfStart = (size) => 1.5 + size / 250;

/** @returns {{ edits: number, minutes: number }} what is ahead */
export function estimate(options) {
  const { sizes, drivers, kinds, warmup } = options;
  const ahead = { edits: 0, minutes: 0 };
  for (const size of sizes) {
    const starts = drivers.length * (fitSideBySide(options, size) ? 1 : splitIntoBlocks(options).length);
    const count = drivers.length * kinds.length * countEdits(options);
    const seconds = (count + starts * warmup) * secondsOfEdit(size) + starts * secondsOfStart(size);
    ahead.edits += count;
    ahead.minutes += seconds / 60;
  }
  return ahead;
}
