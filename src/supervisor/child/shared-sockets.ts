/** Owns the listening sockets of this process, those that it has inherited among them. */

import type { InheritedSocket, KeeperMessage, SocketName } from '../../../runtime/protocol/preload';
import type { KeeperChannel } from './keeper-channel';
import { type ListenRequest, type Relation, relate } from './listen-request';
import type { ListeningHandle, ListeningServer } from './node-internals';
import { SharedSocket } from './shared-socket';

/** Milliseconds after the latest `listen` at which inherited sockets that nobody has asked for are let go. */
const CLAIM_GRACE = 5_000;

/** Milliseconds after the start at which they are, whether or not anybody listens. */
const CLAIM_LIMIT = 30_000;

/** All of them. */
export class SharedSockets {
  readonly #channel: KeeperChannel;
  readonly #sockets = new Set<SharedSocket>();
  #opened = 0;
  #unclaimed: NodeJS.Timeout | undefined;
  #isDraining = false;

  constructor(channel: KeeperChannel, inherited: readonly InheritedSocket[]) {
    this.#channel = channel;
    for (const { fd, ...socket } of inherited) {
      this.#sockets.add(new SharedSocket(socket, { kind: 'inherited', fd }, channel));
    }
    if (inherited.length > 0) setTimeout(() => this.#releaseUnclaimed(), CLAIM_LIMIT).unref();
  }

  /** Finds those on which nobody listens; the first opened is the first found. */
  find(relation: Relation, request: ListenRequest): SharedSocket[] {
    this.#forgetGone();
    return [...this.#sockets].filter(({ isFree, name }) => isFree && relate(name, request) === relation);
  }

  /** Adds one that this process has opened. */
  add(name: SocketName, isKept: boolean): SharedSocket {
    this.#opened += 1;
    const id = `${String(process.pid)}-${String(this.#opened)}`;
    const socket = new SharedSocket({ id, name }, { kind: 'opened', isKept }, this.#channel);
    this.#sockets.add(socket);
    return socket;
  }

  /** Notes that a server listens. */
  listen(socket: SharedSocket, server: ListeningServer, handle: ListeningHandle): void {
    socket.listen(server, handle);
    clearTimeout(this.#unclaimed);
    this.#unclaimed = setTimeout(() => this.#releaseUnclaimed(), CLAIM_GRACE).unref();
  }

  /** Takes an answer of the keeper. */
  receive(message: KeeperMessage, handle: ListeningHandle | undefined): void {
    if (message.action === 'drain') return;
    const socket = [...this.#sockets].find(({ id }) => id === message.id);
    if (socket) socket.receive(message, handle);
    else handle?.close();
  }

  /** Expects no answers any more. */
  giveUp(): void {
    for (const socket of this.#sockets) socket.giveUp();
  }

  /** Accepts nothing more, and leaves what is kept to the next process. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    await Promise.all([...this.#sockets].map(async (socket) => socket.drain()));
  }

  /** Lets go of what the application has closed, without its time of grace: the process ends. */
  releaseClosed(): void {
    if (this.#isDraining) return;
    for (const socket of this.#sockets) if (socket.wasUsed) socket.releaseAtOnce();
  }

  /** Expects no next process. */
  abandon(): void {
    for (const socket of this.#sockets) socket.abandon();
  }

  #releaseUnclaimed(): void {
    if (this.#isDraining) return;
    for (const socket of this.#sockets) if (!socket.wasUsed) void socket.release();
  }

  #forgetGone(): void {
    for (const socket of this.#sockets) if (socket.isGone) this.#sockets.delete(socket);
  }
}
