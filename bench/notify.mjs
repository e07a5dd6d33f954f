/** Measures how long it takes from a written journal to the first response of the new code, and what that depends on. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const root = path.dirname(import.meta.dirname);
const webpackBin = path.join(path.dirname(require.resolve('webpack/package.json')), 'bin/webpack.js');

const EDITS = 50;
const EDITS_PER_SIZE = 15;
const SIZES = [100, 1_000, 5_000];
const LEAVES_PER_GROUP = 20;

/** Sources of a server with `size` modules: a router over groups over leaves, and a hub that every group imports. */
function* generateSources(size) {
  const groups = Math.ceil(size / (LEAVES_PER_GROUP + 1));
  yield ['hub.js', hubSource(0)];
  yield ['main.js', MAIN];
  for (let group = 0; group < groups; group++) {
    const leaves = Array.from({ length: LEAVES_PER_GROUP }, (_, index) => `leaf-${group}-${index}`);
    for (const leaf of leaves) yield [`${leaf}.js`, leafSource(0)];
    const imports = leaves.map((leaf, index) => `import * as leaf${index} from './${leaf}.js';`);
    const sum = leaves.map((_, index) => `leaf${index}.value`).join(' + ');
    yield [
      `group-${group}.js`,
      `${imports.join('\n')}\nimport { base } from './hub.js';\nexport const value = base + ${sum};\n`,
    ];
  }
  const names = Array.from({ length: groups }, (_, group) => `group${group}`);
  const imports = names.map((name, group) => `import * as ${name} from './group-${group}.js';`);
  const sum = names.map((name) => `${name}.value`).join(' + ');
  yield ['router.js', `${imports.join('\n')}\nexport const respond = () => String(${sum});\n`];
}

const leafSource = (value) => `export const value = ${value};\n`;
const hubSource = (value) => `export const base = ${value};\n`;
const MAIN = `
import { createServer } from 'node:http';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as router from './router.js';
const reloader = new AutomaticReloader();
const live = reloader.register(router);
reloader.start();
const server = createServer((request, response) => response.end(live.respond()));
server.listen(0, () => console.log('listening on http://localhost:' + server.address().port));
`;

const configure = (entry) => `
const { HotReloadPlugin } = require('module-hot-reload');
module.exports = {
  mode: 'development', target: 'node20', devtool: false, context: __dirname, entry: './src/${entry}',
  resolve: { extensions: ['.ts', '.js'] },
  module: { rules: [{ test: /\\.ts$/, loader: 'ts-loader', options: { transpileOnly: true } }] },
  stats: 'errors-warnings', plugins: [new HotReloadPlugin({ run: true })],
};
`;

async function createFolder(entry) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hot-bench-'));
  await mkdir(path.join(folder, 'src'));
  await mkdir(path.join(folder, 'node_modules'));
  await symlink(root, path.join(folder, 'node_modules/module-hot-reload'), 'dir');
  for (const name of ['ts-loader', 'typescript', '@types']) {
    await symlink(path.join(root, 'node_modules', name), path.join(folder, 'node_modules', name), 'dir');
  }
  await writeFile(path.join(folder, 'webpack.config.js'), configure(entry));
  return folder;
}

async function createApplication(size) {
  const folder = await createFolder('main.js');
  for (const [name, source] of generateSources(size)) await writeFile(path.join(folder, 'src', name), source);
  return folder;
}

async function createExample() {
  const folder = await createFolder('main.ts');
  await cp(path.join(root, 'examples/http'), folder, { recursive: true, filter: (name) => !name.includes('dist') });
  return folder;
}

/** A running `webpack --watch` with the server that it starts. */
class Session {
  #process;
  #agent = new http.Agent({ keepAlive: true });
  #port = 0;
  #outcomes = [];

  constructor(folder, url) {
    this.folder = folder;
    this.url = url;
    this.#process = spawn(process.execPath, [webpackBin, '--watch'], {
      cwd: folder,
      env: { ...process.env, PORT: '0' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
  }

  async start() {
    const lines = createInterface({ input: this.#process.stdout });
    const port = new Promise((resolve) => {
      lines.on('line', (line) => {
        const port = /^listening on .*:(\d+)/.exec(line);
        if (port !== null) resolve(Number(port[1]));
        const applied = /applied (\d+) modules? in ([\d.]+) ms/.exec(line);
        if (applied !== null) this.#outcomes.push({ modules: Number(applied[1]), ms: Number(applied[2]) });
      });
    });
    this.#port = await port;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }

  /** Writes a file and waits until a response differs; returns milliseconds since the journal and the outcome. */
  async measure(file, source) {
    const before = withoutCount(await this.#request());
    const count = this.#outcomes.length;
    await writeFile(path.join(this.folder, 'src', file), source);
    while (withoutCount(await this.#request()) === before);
    const answered = performance.timeOrigin + performance.now();
    const journal = (await readdir(path.join(this.folder, 'dist'))).find((name) => /^hot-journal.*\.json$/.test(name));
    const { mtimeMs } = await stat(path.join(this.folder, 'dist', journal));
    while (this.#outcomes.length === count) await new Promise(setImmediate);
    return { latency: answered - mtimeMs, outcome: this.#outcomes.at(-1) };
  }

  async stop() {
    this.#agent.destroy();
    this.#process.kill('SIGTERM');
    await once(this.#process, 'exit');
    await rm(this.folder, { recursive: true, force: true });
  }

  #request() {
    return new Promise((resolve, reject) => {
      const options = { host: 'localhost', port: this.#port, path: this.url, agent: this.#agent };
      http
        .get(options, (response) => {
          let text = '';
          response.on('data', (data) => (text += data));
          response.on('end', () => resolve(text));
        })
        .on('error', reject);
    });
  }
}

/** The example counts its requests; that is not what is waited for. */
const withoutCount = (text) => text.replace(/request \d+/, '');

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

const format = (value) => value.toFixed(1).padStart(7);

async function run({ folder, url, edits, file, sourceOf }) {
  const session = new Session(folder, url);
  await session.start();
  const results = [];
  for (let edit = 1; edit <= edits; edit++) results.push(await session.measure(file, sourceOf(edit)));
  await session.stop();
  const latencies = results.map(({ latency }) => latency);
  const applied = results.map(({ outcome }) => outcome.ms);
  return { latencies, applied, outdated: results.at(-1).outcome.modules };
}

function print(label, { latencies, applied, outdated }) {
  const row = [
    label.padEnd(26),
    String(outdated).padStart(8),
    format(quantile(applied, 0.5)),
    format(quantile(latencies, 0.5)),
    format(quantile(latencies, 0.95)),
  ];
  console.log(row.join('  '));
}

console.log('From the written journal to the first response of the new code, in milliseconds.');
console.log(
  'The file system keeps the time of the journal in steps of some milliseconds, so single figures may be that much off.\n',
);
console.log(`${'edit'.padEnd(26)}  outdated  applied   median      p95`);
const example = await createExample();
const greeting = await readFile(path.join(example, 'src/greeting.ts'), 'utf8');
const greet = (edit) => greeting.replace('Hello', `Hello ${edit}`);
const measured = await run({ folder: example, url: '/hello', edits: EDITS, file: 'greeting.ts', sourceOf: greet });
print(`examples/http, ${EDITS} edits`, measured);
for (const [file, sourceOf] of [
  ['leaf-0-0.js', leafSource],
  ['hub.js', hubSource],
]) {
  for (const size of SIZES) {
    const folder = await createApplication(size);
    print(`${file}, ${size} modules`, await run({ folder, url: '/', edits: EDITS_PER_SIZE, file, sourceOf }));
  }
}
