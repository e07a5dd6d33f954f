/** Runs the benchmark. */

import { ClientProcess } from './client/client-process.mjs';
import { estimate } from './measure/estimate.mjs';
import { Runner } from './measure/runner.mjs';
import { HELP, parseOptions } from './options.mjs';
import { describeEnvironment, writeResults } from './report/files.mjs';
import { Progress } from './report/progress.mjs';
import { compare } from './report/ratios.mjs';
import { summarize } from './report/summary.mjs';

async function run(options) {
  const all = options.drivers.map((driver) => ({ driver, reason: driver.unavailable() }));
  const unavailable = all
    .filter(({ reason }) => reason !== undefined)
    .map(({ driver, reason }) => ({ name: driver.name, label: driver.label, reason }));
  for (const { name, reason } of unavailable) console.log(`${name} is not available: ${reason}`);
  const drivers = all.filter(({ reason }) => reason === undefined).map(({ driver }) => driver);

  const ahead = estimate({ ...options, drivers });
  console.log(`${ahead.edits} edits, some ${Math.ceil(ahead.minutes)} minutes on two cores that do nothing else.`);

  const progress = new Progress(ahead.edits);
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
