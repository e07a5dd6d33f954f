/** Waits until the processes of a tool have nothing left to do. */

import { setTimeout as sleep } from 'node:timers/promises';

import { sumOf } from '../process/process-table.mjs';

/** A tool is calm when it has used at most this much processor time in that time, in milliseconds, twice in a row. */
const SHARE = 10;
const INTERVAL = 100;
const TIMES = 2;

/**
 * @param {import('../process/started-tool.mjs').StartedTool} tool - what has work to do
 * @param {{ except?: number, deadline: number }} options - a process that does not count; milliseconds to wait at most
 */
export async function waitForCalm(tool, { except, deadline }) {
  const use = () =>
    sumOf(
      tool.processes().filter(({ pid }) => pid !== except),
      'cpu',
    );
  const end = Date.now() + deadline;
  let last = use();
  for (let calm = 0; calm < TIMES && Date.now() < end;) {
    await sleep(INTERVAL);
    const now = use();
    calm = now - last <= SHARE ? calm + 1 : 0;
    last = now;
  }
}
