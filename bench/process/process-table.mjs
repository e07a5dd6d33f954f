/** Reads what the processes of a group have used so far. */

import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

/** What Linux counts processor time in: sysconf(_SC_CLK_TCK) is 100 wherever Node.js runs. */
const MS_PER_TICK = 10;
const PAGE_SIZE = 4096;

/**
 * The processes of a process group, with the processor time of those that have ended added to their parents.
 *
 * @param {number} group - id of the group
 * @returns {{ pid: number, cpu: number, rss: number }[]} milliseconds and bytes
 */
export function readGroup(group) {
  return process.platform === 'linux' ? readLinuxGroup(group) : readGroupByPs(group);
}

function readLinuxGroup(group) {
  const found = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const fields = readStat(name);
    if (Number(fields?.[2]) !== group) continue;
    // proc_pid_stat(5): utime, stime, cutime and cstime are the fields 14 to 17, rss is 24; `fields` begins with field 3.
    const ticks = fields.slice(11, 15).reduce((sum, value) => sum + Number(value), 0);
    found.push({ pid: Number(name), cpu: ticks * MS_PER_TICK, rss: Number(fields[21]) * PAGE_SIZE });
  }
  return found;
}

/** The fields after the name of the program, which may hold spaces. */
function readStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function readGroupByPs(group) {
  const text = execFileSync('ps', ['-axo', 'pid=,pgid=,time=,rss='], { encoding: 'utf8' });
  return text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, pgid]) => Number(pgid) === group)
    .map(([pid, , time, rss]) => ({ pid: Number(pid), cpu: parseTime(time), rss: Number(rss) * 1024 }));
}

/** `[[days-]hours:]minutes:seconds[.hundredths]` in milliseconds. */
function parseTime(text) {
  const [clock, days = '0'] = text.split('-').reverse();
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Math.round((Number(days) * 86_400 + seconds) * 1000);
}

export const sumOf = (processes, key) => processes.reduce((sum, entry) => sum + entry[key], 0);
