/** Reads the command line. */

import path from 'node:path';
import { parseArgs } from 'node:util';

import { SAVE_WAYS } from './client/saving.mjs';
import { drivers, findDriver } from './drivers/index.mjs';
import { EDIT_KINDS } from './workload/edits.mjs';

const SHORT = { modules: '100,1000', tools: 'ours,webpack-signal,vite', edits: '5', loaded: '3', gentle: '1' };
const ALL = {
  modules: '100,1000,5000,10000',
  tools: drivers.map(({ name }) => name).join(),
  edits: '15',
  loaded: '9',
  gentle: '3',
};

/** Some tools never recover from what does not compile, and are left out then: that is measured only where it is asked for. */
const USUAL_KINDS = EDIT_KINDS.filter((kind) => kind !== 'mended');

export const HELP = `npm run bench -- [options]

  --all                  everything: ${ALL.tools}; ${ALL.modules} modules
  --modules 100,1000     sizes of the application
  --tools ours,vite      ${drivers.map(({ name }) => name).join(', ')}
  --kinds leaf,hub       ${EDIT_KINDS.join(', ')}; all but mended otherwise
  --edits 15             measured edits of each kind, with clients that ask every millisecond
  --loaded 9             further edits of each kind, with clients that ask without pause
  --gentle 3             further edits of each kind, for processor time and memory
  --warmup 2             edits that are not counted, after each start
  --block 5              edits of each kind between two starts of a tool, where not all tools run side by side
  --side-by-side yes     yes, no, or auto: whether memory allows it
  --save plain           plain: in one write; truncate: emptied first; rename: a temporary file that is renamed
  --devtool source-map   for everything that bundles with webpack or Rspack; none otherwise
  --log-level debug      of module-hot-reload
  --seed 1               for the order of the tools
  --out folder           where results are written, bench/results otherwise
`;

const names = ['modules', 'tools', 'kinds', 'edits', 'loaded', 'gentle', 'warmup', 'block', 'side-by-side', 'save'];
const strings = [...names, 'devtool', 'log-level', 'seed', 'out'];

/** @param {readonly string[]} args - of the command line */
export function parseOptions(args) {
  const options = Object.fromEntries(strings.map((name) => [name, { type: 'string' }]));
  const flags = { all: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } };
  const { values } = parseArgs({ args, options: { ...options, ...flags } });
  const given = { ...(values.all ? ALL : SHORT), ...values };
  return {
    help: values.help === true,
    sizes: given.modules.split(',').map((text) => numberOf('modules', text, 20)),
    drivers: given.tools.split(',').map(findDriver),
    kinds: (given.kinds ?? USUAL_KINDS.join()).split(',').map((kind) => choice('kinds', kind, EDIT_KINDS)),
    edits: numberOf('edits', given.edits, 1),
    loaded: numberOf('loaded', given.loaded, 0),
    gentle: numberOf('gentle', given.gentle, 0),
    warmup: numberOf('warmup', given.warmup ?? '2', 0),
    block: numberOf('block', given.block ?? '5', 1),
    sideBySide: choice('side-by-side', given['side-by-side'] ?? 'auto', ['auto', 'yes', 'no']),
    save: choice('save', given.save ?? 'plain', SAVE_WAYS),
    env: { BENCH_DEVTOOL: given.devtool ?? '', BENCH_LOG_LEVEL: given['log-level'] ?? '' },
    seed: numberOf('seed', given.seed ?? '1', 0),
    out: path.resolve(given.out ?? path.join(import.meta.dirname, 'results')),
  };
}

function numberOf(name, text, least) {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new Error(`--${name} takes whole numbers from ${least}, not '${text}'.`);
}

function choice(name, value, allowed) {
  if (allowed.includes(value)) return value;
  throw new Error(`--${name} takes ${allowed.join(', ')}, not '${value}'.`);
}
