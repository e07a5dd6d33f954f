/** Defines what a supervised process and the keeper of its listening sockets tell each other. */

import { isRecord, isString } from './guards';

/** The environment variable that carries {@link PreloadSettings}. */
export const PRELOAD_VARIABLE = 'MODULE_HOT_RELOAD_PRELOAD';

/**
 * Marks what the keeper sends. Messages whose `cmd` begins with `NODE_` are emitted as `internalMessage` (Node.js,
 * lib/internal/child_process.js): they reach no listener of the application, and listening does not keep it alive.
 */
export const KEEPER_COMMAND = 'NODE_MODULE_HOT_RELOAD';

/** What a server was asked to listen on, and what it got. */
export interface SocketName {
  /** The host, the path of a Unix domain socket, or `null` for every host. */
  readonly address: string | null;
  /** The port that was asked for; -1 for a Unix domain socket. */
  readonly port: number;
  /** 4 or 6; -1 for a Unix domain socket. */
  readonly addressType: number;
  readonly flags: number;
  /** The port that the system gave; -1 for a Unix domain socket. */
  readonly boundPort: number;
  /** A second name of a Unix domain socket, under which it survives whoever deletes the first. */
  readonly spareName: string | null;
}

/** A socket that the keeper holds. */
export interface KeptSocket {
  readonly id: string;
  readonly name: SocketName;
}

/** A kept socket as a new process inherits it: by its file descriptor, or by asking for it. */
export interface InheritedSocket extends KeptSocket {
  readonly fd: number | null;
}

/** What the script that runs before the application has to know. */
export interface PreloadSettings {
  readonly keeps: boolean;
  readonly signal: string;
  /** Milliseconds between the signal and SIGKILL. */
  readonly killTimeout: number;
  /** What V8 is told, if anything. */
  readonly v8Flag?: string | undefined;
  readonly sockets: readonly InheritedSocket[];
}

/** What a supervised process tells. */
export type ChildMessage =
  /** A socket, sent along, is to be kept. */
  | { readonly type: 'module-hot-reload/socket'; readonly action: 'offer'; readonly socket: KeptSocket }
  /** A kept socket is asked for, or is to be kept no longer. */
  | { readonly type: 'module-hot-reload/socket'; readonly action: 'ask' | 'release'; readonly id: string }
  /** Nothing is accepted any more, and nothing is in flight. */
  | { readonly type: 'module-hot-reload/drained' };

/** Which files a process has loaded besides the bundle: those that it has not told yet. */
export interface LoadedMessage {
  readonly type: 'module-hot-reload/loaded';
  /** Absolute paths. */
  readonly files: readonly string[];
}

/** What the keeper tells. */
export type KeeperMessage =
  /** Stop to accept, and finish what is in flight. */
  | { readonly cmd: typeof KEEPER_COMMAND; readonly action: 'drain' }
  /** A socket is kept, and sent along; or it is not kept, or not any more. */
  | { readonly cmd: typeof KEEPER_COMMAND; readonly action: 'kept' | 'released'; readonly id: string };

/** Reads what came from a process; an application may send messages of its own. */
export function parseChildMessage(message: unknown): ChildMessage | undefined {
  if (!isRecord(message)) return undefined;
  const { type, action, id, socket } = message;
  if (type === 'module-hot-reload/drained') return { type };
  if (type !== 'module-hot-reload/socket') return undefined;
  if (action === 'offer' && isKeptSocket(socket)) return { type, action, socket };
  if ((action === 'ask' || action === 'release') && isString(id)) return { type, action, id };
  return undefined;
}

/** Reads what came from the keeper, or from anybody else. */
export function parseKeeperMessage(message: unknown): KeeperMessage | undefined {
  if (!isRecord(message) || message['cmd'] !== KEEPER_COMMAND) return undefined;
  const { action, id } = message;
  if (action === 'drain') return { cmd: KEEPER_COMMAND, action };
  if ((action === 'kept' || action === 'released') && isString(id)) return { cmd: KEEPER_COMMAND, action, id };
  return undefined;
}

/** Says whether a process tells which files it has loaded. */
export function isLoadedMessage(message: unknown): message is LoadedMessage {
  if (!isRecord(message) || message['type'] !== 'module-hot-reload/loaded') return false;
  return Array.isArray(message['files']) && message['files'].every(isString);
}

/** Reads the value of {@link PRELOAD_VARIABLE}. */
export function parsePreloadSettings(text: string | undefined): PreloadSettings | undefined {
  const value: unknown = text === undefined ? undefined : JSON.parse(text);
  if (!isRecord(value)) return undefined;
  const { keeps, signal, killTimeout, v8Flag, sockets } = value;
  if (typeof keeps !== 'boolean' || !isString(signal) || typeof killTimeout !== 'number') return undefined;
  if (!Array.isArray(sockets) || !sockets.every(isInheritedSocket)) return undefined;
  return { keeps, signal, killTimeout, v8Flag: isString(v8Flag) ? v8Flag : undefined, sockets };
}

function isInheritedSocket(value: unknown): value is InheritedSocket {
  return isRecord(value) && isKeptSocket(value) && isNullOr(value['fd'], 'number');
}

function isKeptSocket(value: unknown): value is KeptSocket {
  return isRecord(value) && isString(value['id']) && isSocketName(value['name']);
}

function isSocketName(value: unknown): value is SocketName {
  if (!isRecord(value)) return false;
  const numbers = ['port', 'addressType', 'flags', 'boundPort'];
  if (!isNullOr(value['address'], 'string') || !isNullOr(value['spareName'], 'string')) return false;
  return numbers.every((key) => typeof value[key] === 'number');
}

function isNullOr(value: unknown, type: 'string' | 'number'): boolean {
  return value === null || typeof value === type;
}
