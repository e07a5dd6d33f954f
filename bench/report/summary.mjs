/** Sums up the measurements of each tool, size and kind of edit. */

import { greatest, mean, median, quantile } from './statistics.mjs';

/**
 * @param {readonly object[]} results - single measurements
 * @param {readonly { name: string, label: string }[]} drivers - in the order of reports
 */
export function summarize(results, drivers) {
  const groups = new Map();
  for (const result of results) {
    const key = [result.tool, result.size, result.kind].join();
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  const order = (tool) => drivers.findIndex(({ name }) => name === tool);
  return [...groups.values()].map(summarizeGroup).sort((a, b) => a.size - b.size || order(a.tool) - order(b.tool));
}

function summarizeGroup(group) {
  const [{ tool, size, kind }] = group;
  const good = group.filter(({ failed }) => failed === undefined);
  const [steady, full, gentle] = ['steady', 'full', 'gentle'].map((load) => good.filter((edit) => edit.load === load));
  const asked = [...steady, ...full];
  const pick = (results, key) => results.map((result) => result[key]).filter((value) => value !== undefined);
  const latencies = pick(steady, 'latency');
  return {
    ...{ tool, size, kind, edits: steady.length, loadedEdits: full.length, failedEdits: group.length - good.length },
    ...{
      median: median(latencies),
      p95: quantile(latencies, 0.95),
      min: quantile(latencies, 0),
      max: greatest(latencies),
    },
    loadedMedian: median(pick(full, 'latency')),
    freshMedian: median(pick(steady, 'freshLatency')),
    failedRequests: median(pick(asked, 'failures')),
    mostFailedRequests: greatest(pick(asked, 'failures')),
    stall: median(pick(full, 'stall')),
    longestStall: greatest(pick(full, 'stall')),
    ...{ cpu: mean(pick(gentle, 'cpu').filter(isKnown)), rss: median(pick(gentle, 'rss')) },
    stateKept: good.length === 0 ? undefined : good.every(({ stateKept }) => stateKept),
    samePid: good.length === 0 ? undefined : good.every(({ samePid }) => samePid),
    mismatches: greatest(pick(group, 'mismatches')),
  };
}

/** Where a process has ended whose parent does not ask for it, its time is lost. */
const isKnown = (cpu) => cpu >= 0;
