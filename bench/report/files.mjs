/** Writes the results into a folder. */

import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { writeMarkdown } from './markdown.mjs';
import { drawPlot } from './plot.mjs';

/** What the figures depend on. */
export function describeEnvironment() {
  const [cpu] = os.cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpu?.model ?? 'unknown processor',
    cores: os.availableParallelism(),
    memory: Math.round(os.totalmem() / 1e9),
    system: `${os.type()} ${os.release()}`,
    node: process.versions.node,
  };
}

export async function writeResults(folder, results) {
  await mkdir(folder, { recursive: true });
  const markdown = writeMarkdown(results);
  const plot = drawPlot(results);
  const files = [
    ['results.json', `${JSON.stringify(results, undefined, 2)}\n`],
    ['results.md', markdown],
    ...(plot === undefined ? [] : [['plot.svg', plot]]),
  ];
  for (const [name, text] of files) await writeFile(path.join(folder, name), text);
  return markdown;
}
