/** Names processes, as a line of text does. */

import type { ProcessRecord } from '../../runtime/protocol/process-record';

/** How many processes a line names. */
const MOST_NAMES = 3;

/** Names processes with their worker threads: `pid 4711 (+2 workers) and 4712`. */
export function nameProcesses(records: readonly ProcessRecord[], host: string): string {
  const threads = new Map<string, ProcessRecord[]>();
  for (const record of records) {
    const key = `${record.host} ${record.pid}`;
    threads.set(key, [...(threads.get(key) ?? []), record]);
  }
  const names = [...threads.values()].map((group) => nameOne(group, host));
  return `pid ${joinNames(names, MOST_NAMES)}`;
}

/** Joins names, the first few of them: `a, b and 3 more`. */
export function joinNames(names: readonly string[], most: number): string {
  const last = names.length > most ? `${names.length - most} more` : names.at(-1);
  const first = names.slice(0, Math.min(most, names.length - (names.length > most ? 0 : 1)));
  return [...(first.length > 0 ? [first.join(', ')] : []), last].join(' and ');
}

/** Counts something. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function nameOne(records: readonly ProcessRecord[], here: string): string {
  const [{ pid, host } = { pid: 0, host: here }] = records;
  const workers = new Set(records.map(({ thread }) => thread).filter((thread) => thread > 0));
  const where = host === here ? '' : ` on ${host}`;
  const isMainMissing = records.every(({ thread }) => thread > 0);
  if (isMainMissing) return `${pid}${where} (worker ${[...workers].join(', ')})`;
  return `${pid}${where}${workers.size > 0 ? ` (+${count(workers.size, 'worker')})` : ''}`;
}
