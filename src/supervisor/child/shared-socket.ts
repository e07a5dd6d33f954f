/** Owns what this process has of one listening socket, of which the keeper may hold its own part. */

import type { InheritedSocket, KeeperMessage, SocketName } from '../../../runtime/protocol/preload';
import type { KeeperChannel } from './keeper-channel';
import { type ListeningHandle, type ListeningServer, openInherited } from './node-internals';
import { removeName, removePath } from './socket-path';
import { StandIn } from './stand-in';

/** Milliseconds for which a new socket stays unshared: whoever only tries whether a port is free closes it at once. */
const OFFER_DELAY = 100;

/** Milliseconds for which a socket is kept after the application has closed it: reloaded code may listen again. */
const CLOSE_GRACE = 1_000;

/** A server that listens, and the handle it listens with. */
interface Listening {
  readonly server: ListeningServer;
  readonly handle: ListeningHandle;
}

/** A question to the keeper. */
interface Question {
  readonly isOffer: boolean;
  readonly answered: Promise<void>;
  readonly settle: () => void;
}

/** Where a socket comes from. */
export type Origin =
  /** The keeper has it. */
  | { readonly kind: 'inherited'; readonly fd: number | null }
  /** This process has opened it, and it may be kept or not. */
  | { readonly kind: 'opened'; readonly isKept: boolean };

/** One socket. */
export class SharedSocket {
  readonly id: string;
  readonly name: SocketName;
  readonly #channel: KeeperChannel;
  readonly #mayShare: boolean;
  #isHeld: boolean;
  /** A further handle of the socket, or its file descriptor, to listen with once the present one is closed. */
  #spare: ListeningHandle | number | null;
  #listening: Listening | undefined;
  #question: Question | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isDraining = false;
  #isAbandoned = false;
  #wasUsed = false;

  constructor({ id, name }: Omit<InheritedSocket, 'fd'>, origin: Origin, channel: KeeperChannel) {
    this.id = id;
    this.name = name;
    this.#channel = channel;
    this.#isHeld = origin.kind === 'inherited';
    this.#mayShare = origin.kind === 'inherited' || origin.isKept;
    this.#spare = origin.kind === 'inherited' ? origin.fd : null;
  }

  /** Whether somebody could listen on it, but nobody does. */
  get isFree(): boolean {
    return this.#listening === undefined && (this.#isHeld || this.#question !== undefined);
  }

  /** Whether it is of no use any more. */
  get isGone(): boolean {
    return this.#listening === undefined && !this.isFree;
  }

  /** Whether anybody has ever listened on it in this process. */
  get wasUsed(): boolean {
    return this.#wasUsed;
  }

  /** Gives a handle to listen with, if there is one at hand. */
  takeSpare(): ListeningHandle | undefined {
    const spare = this.#spare;
    this.#spare = null;
    return typeof spare === 'number' ? openInherited(spare) : (spare ?? undefined);
  }

  /** Asks for a handle to listen with, or waits for one that is on its way. */
  async ask(): Promise<void> {
    if (!this.#question) this.#put(false, () => this.#channel.send(this.#message('ask')));
    await this.#question?.answered;
  }

  /** Notes that a server listens. */
  listen(server: ListeningServer, handle: ListeningHandle): void {
    clearTimeout(this.#timer);
    this.#listening = { server, handle };
    this.#wasUsed = true;
    this.#noticeClose(handle);
    if (!this.#mayShare) return;
    if (this.#isHeld) void this.ask();
    else if (!this.#question) this.#timer = setTimeout(() => this.#offer(), OFFER_DELAY).unref();
  }

  /** Takes the answer of the keeper. */
  receive(message: KeeperMessage, handle: ListeningHandle | undefined): void {
    const wasOffer = this.#question?.isOffer ?? false;
    this.#isHeld = message.action === 'kept';
    this.#dropSpare();
    this.#spare = handle ?? null;
    this.#settle();
    // The last words of the process before, that a socket was closed, may have come after this one was started.
    if (!this.#isHeld && !wasOffer) this.#offer();
    // A handle can get lost on its way (Node.js, lib/internal/child_process.js, NODE_HANDLE_NACK).
    if (this.#isHeld && !handle) this.#forget();
  }

  /** Expects no answer any more. */
  giveUp(): void {
    this.#settle();
  }

  /** Lets go of a socket on which nobody listens; resolves when the keeper has done so too. */
  async release(): Promise<void> {
    await this.#question?.answered;
    if (!this.isFree) return;
    this.#put(false, () => this.#forget());
    await this.#question?.answered;
  }

  /** Takes away what only a next process would have needed. */
  abandon(): void {
    this.#isAbandoned = true;
    if (this.name.spareName !== null) removeName(this.name.spareName);
  }

  /** Lets go of a socket on which nobody listens, and expects no answer. */
  releaseAtOnce(): void {
    if (this.isFree) this.#forget();
  }

  /** Accepts nothing more, as soon as the keeper has the socket; the server does not notice. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    clearTimeout(this.#timer);
    if (!this.#listening) return;
    if (this.#mayShare && !this.#isHeld && !this.#question) this.#offer();
    await this.#question?.answered;
    this.#replaceHandle();
  }

  #replaceHandle(): void {
    if (!this.#listening) return;
    const { server, handle } = this.#listening;
    // The primary process of a cluster takes the handle out of its server (lib/internal/cluster/round_robin_handle.js).
    if (server._handle === handle) server._handle = new StandIn(handle);
    handle.close();
  }

  #offer(): void {
    const { handle } = this.#listening ?? {};
    if (!handle || !this.#channel.isOpen) return;
    const { id, name } = this;
    this.#put(true, () =>
      this.#channel.send({ type: 'module-hot-reload/socket', action: 'offer', socket: { id, name } }, handle),
    );
  }

  #noticeClose(handle: ListeningHandle): void {
    const close = handle.close.bind(handle);
    handle.close = (callback) => {
      if (this.#listening?.handle === handle) this.#endListening();
      close(callback);
    };
  }

  #endListening(): void {
    this.#listening = undefined;
    clearTimeout(this.#timer);
    if (this.#isDraining) return;
    this.#removePath();
    if (this.isFree) this.#timer = setTimeout(() => void this.release(), CLOSE_GRACE).unref();
  }

  #removePath(): void {
    const { address, spareName } = this.name;
    if (address === null || spareName === null) return;
    if (this.#isAbandoned) removeName(address);
    else removePath(address, spareName);
  }

  #put(isOffer: boolean, ask: () => void): void {
    if (!this.#channel.isOpen) return;
    const { promise, resolve } = withResolver();
    this.#question = { isOffer, answered: promise, settle: resolve };
    ask();
  }

  #settle(): void {
    this.#question?.settle();
    this.#question = undefined;
  }

  #forget(): void {
    this.#isHeld = false;
    this.#dropSpare();
    this.#channel.send(this.#message('release'));
  }

  #dropSpare(): void {
    const spare = this.takeSpare();
    spare?.close();
  }

  #message(action: 'ask' | 'release') {
    return { type: 'module-hot-reload/socket', action, id: this.id } as const;
  }
}

function withResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
