/** Names the internals of Node.js that listening sockets are kept with, and nothing else does. */

import net from 'node:net';

/** The listening end of a socket: `TCP` or `Pipe` of Node.js's bindings. */
export interface ListeningHandle {
  close(callback?: () => void): void;
  ref(): void;
  unref(): void;
  hasRef(): boolean;
  /** Of TCP only. */
  getsockname?: (into: Address) => number;
  /** Of Unix domain sockets only. */
  fchmod?: (mode: number) => number;
}

/** What a handle tells of its own end. */
export interface Address {
  address?: string;
  port?: number;
  family?: string;
}

/** A server, with what it keeps to itself. */
export interface ListeningServer extends net.Server {
  _handle: ListeningHandle | null;
  /** Changes whenever `listen` or `close` is called. */
  readonly _listeningId?: number;
}

/** What `listen` asks for, after lookups; Node.js calls it so since 0.8 (lib/net.js, setupListenHandle). */
export type ListenArguments = readonly [
  address: string | null,
  port: number | null,
  addressType: number | null,
  backlog: number | undefined,
  fd: number | null | undefined,
  flags: number | undefined,
];

/** Makes a server listen. */
export type SetUpListening = (this: ListeningServer, ...request: ListenArguments) => void;

interface NetInternals {
  /** Gives a handle, or the number of an error. */
  _createServerHandle(
    address: string | null,
    port: number | null,
    addressType: number | null,
    fd?: number,
  ): ListeningHandle | number;
}

const internals = net as unknown as NetInternals;
const prototype = net.Server.prototype as unknown as { _listen2: SetUpListening };

/** Puts something in front of every `listen`, and gives what was there. */
export function replaceListening(replace: (original: SetUpListening) => SetUpListening): void {
  prototype._listen2 = replace(prototype._listen2);
}

/** Makes a handle of an inherited socket. */
export function openInherited(fd: number): ListeningHandle | undefined {
  return handleOrNothing(() => internals._createServerHandle(null, null, null, fd));
}

/** Binds a Unix domain socket. */
export function bindPath(path: string): ListeningHandle | undefined {
  return handleOrNothing(() => internals._createServerHandle(path, -1, -1));
}

/** The port that a handle is bound to; -1 where it has none. */
export function boundPortOf(handle: ListeningHandle): number {
  const address: Address = {};
  handle.getsockname?.(address);
  return address.port ?? -1;
}

function handleOrNothing(create: () => ListeningHandle | number): ListeningHandle | undefined {
  const handle = create();
  return typeof handle === 'number' ? undefined : handle;
}
