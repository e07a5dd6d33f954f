/** Lets servers listen on the sockets that a process before has left, and on new ones as usual. */

import type { SocketName } from '../../../runtime/protocol/preload';
import { stayAlive } from './alive';
import { type ListenRequest, readListenRequest } from './listen-request';
import {
  boundPortOf,
  type ListenArguments,
  type ListeningHandle,
  type ListeningServer,
  type SetUpListening,
} from './node-internals';
import type { SharedSocket } from './shared-socket';
import type { SharedSockets } from './shared-sockets';
import { warn } from './warning';
import { bindLastingly, chmodByPath, isInFileSystem, restorePath } from './socket-path';

/** A call of `listen` on its way. */
interface Call {
  readonly server: ListeningServer;
  readonly args: ListenArguments;
  readonly request: ListenRequest;
}

/** Listens. */
export class Listening {
  readonly #sockets: SharedSockets;
  readonly #keeps: boolean;
  readonly #original: SetUpListening;

  /** @param keeps - whether sockets are to outlive the process */
  constructor(sockets: SharedSockets, keeps: boolean, original: SetUpListening) {
    this.#sockets = sockets;
    this.#keeps = keeps;
    this.#original = original;
  }

  /** Does what `listen` asks for, at once wherever that is possible. */
  listen(server: ListeningServer, args: ListenArguments): void {
    const call = { server, args, request: readListenRequest(args) };
    const [, , , , fd] = args;
    if (server._handle || typeof fd === 'number') this.#listenAsUsual(call, null, false);
    else this.#choose(call);
  }

  #choose(call: Call): void {
    const [same] = this.#sockets.find('same', call.request);
    const obstacles = this.#sockets.find('obstacle', call.request);
    if (same) this.#reuse(call, same);
    else if (obstacles.length > 0) this.#clear(call, obstacles);
    else this.#open(call);
  }

  #reuse(call: Call, socket: SharedSocket): void {
    const { address, spareName } = socket.name;
    const isReachable = spareName === null || restorePath(address ?? '', spareName);
    const handle = isReachable ? socket.takeSpare() : undefined;
    if (!isReachable) this.#clear(call, [socket]);
    else if (!handle) this.#later(call, socket.ask());
    else this.#listenAgain(call, socket, handle);
  }

  #listenAgain(call: Call, socket: SharedSocket, handle: ListeningHandle): void {
    const { address, spareName } = socket.name;
    if (spareName !== null) chmodByPath(handle, address ?? '');
    call.server._handle = handle;
    this.#callOriginal(call);
    if (call.server._handle === handle) this.#sockets.listen(socket, call.server, handle);
  }

  #clear(call: Call, obstacles: readonly SharedSocket[]): void {
    this.#later(call, Promise.all(obstacles.map(async (socket) => socket.release())));
  }

  /** Like a server that looks up its host: `close` and another `listen` make it obsolete. */
  #later(call: Call, ready: Promise<unknown>): void {
    const { server } = call;
    const id = server._listeningId;
    const alive = stayAlive();
    void ready.then(() => {
      clearInterval(alive);
      if (server._listeningId === id && !server._handle) this.#choose(call);
    });
  }

  #open(call: Call): void {
    const { address, port } = call.request;
    const isPath = port === -1;
    // Windows passes no pipes from one process to another.
    if (this.#keeps && isPath && address !== null && process.platform !== 'win32') this.#openPath(call, address);
    else this.#listenAsUsual(call, null, this.#keeps && !isPath);
  }

  #openPath(call: Call, path: string): void {
    const bound = isInFileSystem(path) ? bindLastingly(path) : undefined;
    if (bound) {
      chmodByPath(bound.handle, path);
      call.server._handle = bound.handle;
    }
    const isKept = bound !== undefined || !isInFileSystem(path);
    this.#listenAsUsual(call, bound?.spareName ?? null, isKept);
    if (!isKept && call.server._handle) warn(`${path} is not kept over restarts: it leaves no room for a second name`);
  }

  #listenAsUsual(call: Call, spareName: string | null, isKept: boolean): void {
    this.#callOriginal(call);
    const handle = call.server._handle;
    if (!handle) return;
    const name: SocketName = { ...call.request, boundPort: boundPortOf(handle), spareName };
    this.#sockets.listen(this.#sockets.add(name, isKept), call.server, handle);
  }

  #callOriginal({ server, args }: Call): void {
    this.#original.call(server, ...args);
  }
}
