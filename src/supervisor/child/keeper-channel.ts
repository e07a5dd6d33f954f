/** Talks to the keeper of the sockets over the channel of the process. */

import type { SendHandle } from 'node:child_process';
import { type ChildMessage, type KeeperMessage, type LoadedMessage } from '../../../runtime/protocol/preload';
import { parseKeeperMessage } from '../../../runtime/protocol/preload';
import type { ListeningHandle } from './node-internals';

/** What comes from the keeper, with the socket that came along. */
export type KeeperListener = (message: KeeperMessage, handle: ListeningHandle | undefined) => void;

/**
 * Milliseconds between two looks at the channel while a socket is under way: as long as its arrival is not confirmed,
 * Node.js does not tell that the channel is closed (lib/internal/child_process.js, `disconnect` and `_handleQueue`).
 */
const LOOK = 500;

/** The end of the channel in this process; the application may close it, and may use it as well. */
export class KeeperChannel {
  /** An application may put a `send` of its own in place. */
  readonly #send: NonNullable<typeof process.send> | undefined = process.send?.bind(process);
  readonly #onClose = new Set<() => void>();
  #looking: NodeJS.Timeout | undefined;

  constructor() {
    process.once('disconnect', () => this.#close());
    // A listener counts as a reason to stay alive (Node.js, lib/child_process.js, _forkChild).
    process.channel?.unref();
  }

  get isOpen(): boolean {
    return process.connected;
  }

  listen(listener: KeeperListener): void {
    // Whatever the types say: this is an event, and it is not counted as a reason to stay alive.
    const emitter: NodeJS.EventEmitter = process;
    emitter.on('internalMessage', (message: unknown, handle?: ListeningHandle) => {
      const parsed = parseKeeperMessage(message);
      if (!parsed) return;
      if (parsed.action !== 'drain') clearInterval(this.#looking);
      listener(parsed, handle);
    });
  }

  /** Sends; whether it arrives is told by the answer. */
  send(message: ChildMessage | LoadedMessage, handle?: ListeningHandle): void {
    if (!this.isOpen) return;
    if (handle) this.#look();
    // The types know of the objects around handles only.
    const sent = handle as unknown as SendHandle | undefined;
    this.#send?.(message, sent, undefined, () => undefined);
  }

  /** Calls back when nothing can be sent or received any more. */
  onceClosed(listener: () => void): void {
    this.#onClose.add(listener);
  }

  #look(): void {
    clearInterval(this.#looking);
    this.#looking = setInterval(() => {
      if (!this.isOpen) this.#close();
    }, LOOK).unref();
  }

  #close(): void {
    clearInterval(this.#looking);
    const listeners = [...this.#onClose];
    this.#onClose.clear();
    for (const listener of listeners) listener();
  }
}
