/** Starts the runtime inside the bundle, and is what applications import as the runtime; the only file that names what the bundler provides. */

import { AsyncLocalStorage } from 'node:async_hooks';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';

import { toId } from './host';
import { installRuntime } from './current-runtime';
import { HotRuntime } from './hot-runtime';
import { KeepAlive } from './keep-alive';
import { keepRecord } from './presence/keep-record';
import { parseBootstrapQuery } from './protocol/bootstrap-options';
import type { ModuleId } from './protocol/identifiers';
import { nameProcessFolder, nameRequestFile } from './protocol/output-names';
import { parseSupervision, SUPERVISION_VARIABLE } from './protocol/supervision';
import { isCode } from './removed-module';
import type { Holder } from './registry';
import { releaseAll, requestBy, requestFor } from './reload-request';
import { Reporter } from './reporter';
import { Resources } from './resources';
import { withinTime } from './time-limit';
import { Bell, lookAt, lookAtOnce } from './triggers/bell';
import { JournalPoll } from './triggers/journal-poll';
import { JournalWatch } from './triggers/journal-watch';
import { ParentChannel } from './triggers/parent-channel';
import { RequestFile } from './triggers/request-file';
import { Signals } from './triggers/signals';
import { JournalSource } from './update-source/journal-source';
import { type BundleRequire, createScriptLoader } from './update-source/script-loader';
import { readText, readTextAtOnce, readTextSync, readVerified, readVerifiedSync } from './update-source/update-files';
import { type ChunkFiles, createWebpackHost, type WebpackRequire } from './webpack-host';

export * from './index';

declare const __resourceQuery: string;
declare const __webpack_require__: WebpackRequire;
declare const __non_webpack_require__: BundleRequire;
declare const __webpack_base_uri__: string;
declare const __webpack_runtime_id__: string;

const options = parseBootstrapQuery(__resourceQuery);
const outputFolder = fileURLToPath(new URL('.', __webpack_base_uri__)).replaceAll('\\', '/').replace(/\/$/, '');
const pathOf = (file: string): string => resolve(outputFolder, file);
const files: ChunkFiles = options.isModule
  ? {
      kind: 'imported',
      importFile: (file, version) =>
        import(/* webpackIgnore: true */ `${pathToFileURL(pathOf(file)).href}?${version}`) as Promise<unknown>,
    }
  : {
      kind: 'required',
      forget: (file) => void Reflect.deleteProperty(__non_webpack_require__.cache ?? {}, pathOf(file)),
    };
const host = createWebpackHost(__webpack_require__, __webpack_runtime_id__, files);
// The runtime itself is what has been evaluated so far; it is never updated.
const own = new Set(Object.keys(host.cache).map(toId));
const supervision = parseSupervision(process.env[SUPERVISION_VARIABLE], process.ppid);
const resources = new Resources(() => source.resources());
const nameOf = (id: ModuleId): ModuleId => resources.nameOf(id);
const reporter = new Reporter(console, options.logLevel, supervision, nameOf);
const presence = keepRecord({
  folder: `${outputFolder}/${nameProcessFolder(options.journal)}`,
  runtime: host.runtimeName,
  supervised: supervision !== undefined,
  nameOf,
  debug: (text) => reporter.debug(text),
});

// Where file-system events arrive, the files are near.
const isNear = options.notify === 'watch';
const read = isNear ? readTextAtOnce : readText;

const source = new JournalSource({
  outputFolder,
  journal: options.journal,
  runtimeName: host.runtimeName,
  wants: (module, chunk) => !own.has(module) && (host.hasChunk(chunk) || host.factories[module] !== undefined),
  known: () =>
    Object.keys(host.factories)
      .map(toId)
      .filter((id) => !own.has(id) && isCode(host.factories[id])),
  entries: () =>
    Object.keys(host.cache)
      .map(toId)
      .filter((id) => !own.has(id) && host.cache[id]?.hot._main === true),
  readText: read,
  readTextSync,
  readVerified: async (path, sha256) => readVerified(path, sha256, read),
  readVerifiedSync,
  scripts: createScriptLoader(__non_webpack_require__, options.isModule),
});

const keepAlive = new KeepAlive();
const signals = new Signals<Holder | 'all'>(
  process,
  (members) => {
    const holders = new Set([...members].filter((member) => member !== 'all'));
    const request = requestFor(holders, runtime.registry.all());
    void runtime.request(members.has('all') ? { ...request, release: 'all' } : request);
  },
  (message) => {
    reporter.warn(message);
  },
);

const runtime = new HotRuntime({
  host,
  source,
  reporter,
  signals,
  options,
  restarts: supervision?.restarts ?? false,
  replaceable: !(isMainThread && supervision?.restarts === true),
  presence,
  now: () => performance.now(),
  limit: withinTime,
  context: new AsyncLocalStorage(),
  keepAlive: () => keepAlive.hold(),
  defer: setImmediate,
  hasFailedBuild: async () => (await read(`${outputFolder}/${host.manifestName()}`)) !== undefined,
  tryAgainLater: () => {
    setTimeout(ring, 1_000).unref();
  },
});

const ring = (): void => {
  void runtime.request(requestBy('build'));
};

installRuntime(runtime);
// The files of the bundle may be older than what is published: patches come ahead of the build that writes those.
runtime.begin();
if (options.mode === 'manual' && options.signal !== false) signals.listen(options.signal, 'all');

const requestFile = nameRequestFile(options.journal);
const requests = new RequestFile({
  read: async () => read(`${outputFolder}/${requestFile}`),
  startedAt: performance.timeOrigin,
  carryOut: ({ id }) => void runtime.request(releaseAll()).then(() => presence.answer(id)),
});
const hang = (file: string, onRing: () => void): Bell =>
  new Bell(`${outputFolder}/${file}`, onRing, isNear ? lookAtOnce : lookAt);
const journalBell = hang(options.journal, ring);
const bells = new Map([
  [options.journal, journalBell],
  [requestFile, hang(requestFile, () => void requests.look())],
]);
keepAlive.attach(
  options.notify === 'watch' ? new JournalWatch(outputFolder, bells) : new JournalPoll(bells, options.notify.poll),
);
// Worker threads have no channel of their own.
if (isMainThread && process.send !== undefined) {
  new ParentChannel(process, ({ type }) => {
    if (type === 'module-hot-reload/build') void journalBell.look();
    else void runtime.request(releaseAll());
  });
}
// The application is evaluated first: what it registers meanwhile decides what an update may do.
setImmediate(() => {
  ring();
  void requests.look();
}).unref();
