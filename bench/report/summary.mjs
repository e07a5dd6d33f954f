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
  const timed = good.filter(({ gentle }) => !gentle);
  const gentle = good.filter((result) => result.gentle);
  const pick = (results, key) => results.map((result) => result[key]).filter((value) => value !== undefined);
  const latencies = pick(timed, 'latency');
  return {
    ...{ tool, size, kind, edits: timed.length, failedEdits: group.length - good.length },
    ...{
      median: median(latencies),
      p95: quantile(latencies, 0.95),
      min: quantile(latencies, 0),
      max: greatest(latencies),
    },
    freshMedian: median(pick(timed, 'freshLatency')),
    failedRequests: median(pick(timed, 'failures')),
    mostFailedRequests: greatest(pick(timed, 'failures')),
    stall: median(pick(timed, 'stall')),
    longestStall: greatest(pick(timed, 'stall')),
    ...{ cpu: mean(pick(gentle, 'cpu')), rss: median(pick(gentle, 'rss')) },
    stateKept: good.length === 0 ? undefined : good.every(({ stateKept }) => stateKept),
    samePid: good.length === 0 ? undefined : good.every(({ samePid }) => samePid),
    mismatches: greatest(pick(group, 'mismatches')),
  };
}
