/** Runs tests with several versions of Node.js from npm: `npm run matrix -- --node=22,24 test/e2e/edits`. */

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const ROOT = resolve(import.meta.dirname, '..');
/** Never tracked, and gone with `npm ci`. */
const CACHE = join(ROOT, 'node_modules/.cache/node-matrix');
const JEST = join(ROOT, 'node_modules/jest/bin/jest.js');
const VERSIONS = '20,22,24,26';

/** What depends on Node.js most: loading modules, watching, processes, sockets; and what a first look would find. */
const SUITES = [
  'test/unit/runtime',
  'test/e2e/(edits|failures|bundles|commonjs|dead-ends-async|stack-traces)',
  'test/e2e/(module-systems|module-types|module-loading|loaders|monorepo|copied-output)',
  'test/e2e/(records|threads|node-facts|kept-ports.test|supervised-process|supervisor.test|supervisor-files)',
];

/** Installs the newest version that a range names, once. */
function install(range) {
  const isWindows = process.platform === 'win32';
  const name = `node-${isWindows ? 'win' : process.platform}-${process.arch}`;
  const folder = join(CACHE, range);
  const binary = join(folder, 'node_modules', name, 'bin', isWindows ? 'node.exe' : 'node');
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  const args = ['install', '--prefix', folder, '--no-package-lock', '--ignore-scripts', `${name}@${range}`];
  execFileSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'], shell: isWindows });
  return binary;
}

/** Runs the suites; what they start with `process.execPath` or by name is the same Node.js. */
function run(binary, range, suites) {
  const results = join(CACHE, `${range}.json`);
  rmSync(results, { force: true });
  const started = performance.now();
  const env = { ...process.env, PATH: `${dirname(binary)}${delimiter}${process.env.PATH}` };
  const args = [JEST, '--maxWorkers=1', '--json', `--outputFile=${results}`, ...suites];
  spawnSync(binary, args, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const report = JSON.parse(readFileSync(results, 'utf8'));
  return { report, seconds: Math.round((performance.now() - started) / 1000) };
}

/** Names what has failed, a file that could not be run as well. */
function listFailures({ testResults }) {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
    const file = name.slice(ROOT.length + 1);
    return failed.length > 0 || assertionResults.length > 0
      ? failed.map((test) => `${file}: ${test}`)
      : [`${file}: ${message}`];
  });
}

function testWith(range, suites) {
  const binary = install(range);
  const version = execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim();
  const { report, seconds } = run(binary, range, suites);
  const { numPassedTests: passed, numPendingTests: skipped } = report;
  const failures = listFailures(report);
  return { row: { version, passed, failed: failures.length, skipped, seconds }, failures };
}

const { values, positionals } = parseArgs({
  options: { node: { type: 'string', default: VERSIONS } },
  allowPositionals: true,
});
const results = values.node.split(',').map((range) => testWith(range, positionals.length > 0 ? positionals : SUITES));
console.table(results.map(({ row }) => row));
for (const { row, failures } of results) for (const failure of failures) console.log(`${row.version} ${failure}`);
process.exitCode = results.some(({ failures }) => failures.length > 0) ? 1 : 0;
