/** Runs the benchmark. */

import { ClientProcess } from './client/client-process.mjs';
import { Runner } from './measure/runner.mjs';
import { HELP, parseOptions } from './options.mjs';
import { describeEnvironment, writeResults } from './report/files.mjs';
import { Progress } from './report/progress.mjs';
import { compare } from './report/ratios.mjs';
import { summarize } from './report/summary.mjs';

/** Measured on two cores: what an edit takes with all that belongs to it, in seconds. */
const secondsOf = (size) => 1.2 + size / 2500;

async function run(options) {
  const all = options.drivers.map((driver) => ({ driver, reason: driver.unavailable() }));
  const unavailable = all
    .filter(({ reason }) => reason !== undefined)
    .map(({ driver, reason }) => ({ name: driver.name, label: driver.label, reason }));
  for (const { name, reason } of unavailable) console.log(`${name} is not available: ${reason}`);
  const drivers = all.filter(({ reason }) => reason === undefined).map(({ driver }) => driver);

  const perSize = drivers.length * options.kinds.length * (options.edits + options.gentle);
  const seconds = options.sizes.reduce((sum, size) => sum + perSize * secondsOf(size), 0);
  console.log(`${perSize * options.sizes.length} edits, about ${Math.ceil(seconds / 60)} minutes.`);

  const progress = new Progress(perSize * options.sizes.length);
  const client = new ClientProcess();
  const raw = [];
  const environment = describeEnvironment();
  for (const size of options.sizes) {
    raw.push(...(await new Runner({ ...options, drivers }, size, client, progress).run()));
    const summary = summarize(raw, drivers);
    const results = {
      environment,
      options: describe(options),
      drivers,
      unavailable,
      summary,
      ratios: compare(summary),
      raw,
    };
    // After each size: a long run that is broken off has something to show.
    const markdown = await writeResults(options.out, results);
    if (size === options.sizes.at(-1)) console.log(`\n${markdown}\nWritten to ${options.out}`);
  }
  client.stop();
}

const describe = ({ drivers, ...options }) => ({ ...options, tools: drivers.map(({ name }) => name) });

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

const options = parseOptions(process.argv.slice(2));
if (options.help) console.log(HELP);
else await run(options);
