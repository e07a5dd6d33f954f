/** Decides in which order edits are made, so that all tools meet the same weather. */

/** The loads under which edits are measured, by the option that says how many. */
const LOAD_OF = { edits: 'steady', loaded: 'full', gentle: 'gentle' };
const COUNTS = Object.keys(LOAD_OF);

/**
 * Edit i of each tool comes before edit i + 1 of any, in an order of its own each time.
 *
 * @param {object} options - what is to be measured
 * @param {readonly unknown[]} options.tools - any values
 * @param {readonly string[]} options.kinds - of edits
 * @param {number} options.edits - edits of each kind under a steady load
 * @param {number} options.loaded - and under full load
 * @param {number} options.gentle - and under next to none
 * @param {() => number} options.random - from 0 to 1
 * @returns {{ tool: unknown, kind: string, load: string }[]}
 */
export function createSchedule({ tools, kinds, random, ...counts }) {
  const turns = COUNTS.flatMap((name) => Array.from({ length: counts[name] }, () => LOAD_OF[name]));
  return turns.flatMap((load) => kinds.flatMap((kind) => shuffle(tools, random).map((tool) => ({ tool, kind, load }))));
}

/** How many edits of each kind there are under any load. */
export const countEdits = (counts) => COUNTS.reduce((sum, name) => sum + counts[name], 0);

export function shuffle(values, random) {
  const shuffled = [...values];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
}

/** Splits a number of edits into blocks, so that each tool is started several times. */
export function splitIntoBlocks({ block, ...counts }) {
  const blocks = Math.max(1, Math.ceil(counts.edits / block));
  const part = (total, index) => Math.floor((total * (index + 1)) / blocks) - Math.floor((total * index) / blocks);
  return Array.from({ length: blocks }, (_, index) =>
    Object.fromEntries(COUNTS.map((name) => [name, part(counts[name], index)])),
  );
}

/** Random numbers that are the same in each run with the same seed (mulberry32). */
export function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
