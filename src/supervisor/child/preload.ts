/** Prepares a supervised process before its application runs; any other process is left alone. */

import v8 from 'node:v8';
import { isMainThread } from 'node:worker_threads';
import { parsePreloadSettings, PRELOAD_VARIABLE, type PreloadSettings } from '../../../runtime/protocol/preload';
import { parseSupervision, SUPERVISION_VARIABLE } from '../../../runtime/protocol/supervision';
import { watchCompiler } from './compiler-watch';
import { Connections } from './connections';
import { drainConnections } from './drain';
import { Http2Sessions } from './http2-sessions';
import { KeeperChannel } from './keeper-channel';
import { Listening } from './listening';
import { LoadedFiles } from './loaded-files';
import { type ListenArguments, type ListeningServer, replaceListening } from './node-internals';
import { SharedSockets } from './shared-sockets';

const supervision = parseSupervision(process.env[SUPERVISION_VARIABLE], process.ppid);
const settings = parsePreloadSettings(process.env[PRELOAD_VARIABLE]);
if (isMainThread && process.connected && supervision && settings) {
  leaveNoTrace();
  if (settings.v8Flag !== undefined) v8.setFlagsFromString(settings.v8Flag);
  start(supervision.pid, settings);
}

/** What this process starts has another supervisor, or none. */
function leaveNoTrace(): void {
  Reflect.deleteProperty(process.env, PRELOAD_VARIABLE);
  const own = process.execArgv.indexOf(__filename);
  if (own > 0) process.execArgv.splice(own - 1, 2);
}

function start(supervisor: number, { keeps, signal, killTimeout, sockets }: PreloadSettings): void {
  const channel = new KeeperChannel();
  const shared = new SharedSockets(channel, sockets);
  const connections = new Connections();
  const sessions = new Http2Sessions();
  connections.watch();
  wrapListening(shared, keeps, [connections, sessions]);
  channel.listen((message, handle) => {
    if (message.action === 'drain') void drain();
    else shared.receive(message, handle);
  });
  watchCompiler(supervisor, channel, { signal, killTimeout, prepare: () => shared.abandon() });
  channel.onceClosed(() => shared.giveUp());
  // What a process closes because it fails is wanted again once the failure is put right.
  process.once('exit', (code) => {
    if (code === 0) shared.releaseClosed();
  });
  new LoadedFiles(channel, process.argv[1] ?? '').watch();

  async function drain(): Promise<void> {
    connections.closeAfterResponses();
    await shared.drain();
    // Only now no connection comes in any more that would have to be waited for as well.
    await Promise.all([drainConnections(connections), sessions.drain()]);
    channel.send({ type: 'module-hot-reload/drained' });
  }
}

/** Someone who wants to know of every server that listens. */
interface ServerWatcher {
  watchServer(server: ListeningServer): void;
}

function wrapListening(sockets: SharedSockets, keeps: boolean, watchers: readonly ServerWatcher[]): void {
  const watched = new WeakSet<ListeningServer>();
  replaceListening((original) => {
    const listening = new Listening(sockets, keeps, original);
    return function listen(this: ListeningServer, ...args: ListenArguments) {
      if (!watched.has(this)) for (const watcher of watchers) watcher.watchServer(this);
      watched.add(this);
      listening.listen(this, args);
    };
  });
}
