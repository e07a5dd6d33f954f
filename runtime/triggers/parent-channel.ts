/** Rings when the parent process says so over the channel that `child_process.fork()` opens. */

import { isParentMessage, type ParentMessage } from '../protocol/supervision';

type MessageListener = (message: unknown, handle?: unknown) => void;

/** What our messages come as: an application may take every message for one of its own. */
const OWN_EVENT = 'module-hot-reload/message';

/** The part of `process` that is needed. */
export interface ChannelEnd {
  /**
   * Node.js counts the listeners and lets the channel keep the process alive while there are any
   * (lib/internal/child_process.js, class Control). `ref()` and `unref()` end the counting for good.
   */
  readonly channel?: { unref(): void; refCounted?(): void; unrefCounted?(): void } | null | undefined;
  on(event: 'message' | typeof OWN_EVENT, listener: MessageListener): unknown;
  on(event: 'newListener' | 'removeListener', listener: (event: string, listener: unknown) => void): unknown;
  emit(event: 'message' | typeof OWN_EVENT, message: unknown, ...handle: unknown[]): unknown;
  listenerCount(event: 'message'): number;
}

/** Listens beside the application, which must not notice. */
export class ParentChannel {
  readonly #end: ChannelEnd;
  /** What is not for us and came before the application listens: Node.js keeps it only while nobody listens. */
  #early: (readonly [unknown, unknown])[] = [];

  constructor(end: ChannelEnd, ring: (message: ParentMessage) => void) {
    this.#end = end;
    divert(end);
    end.on(OWN_EVENT, (message) => {
      if (isParentMessage(message)) ring(message);
    });
    end.on('message', this.#onMessage);
    this.#uncount();
    end.on('newListener', (event, listener) => {
      if (event === 'message' && listener !== this.#onMessage) process.nextTick(() => this.#deliver());
    });
    end.on('removeListener', (_, listener) => {
      // Node.js takes off what was taken off already.
      if (listener === this.#onMessage) end.channel?.refCounted?.();
    });
  }

  readonly #onMessage = (message: unknown, handle: unknown): void => {
    if (this.#end.listenerCount('message') === 1) this.#early.push([message, handle]);
  };

  /** Takes our listener out of the count of those that keep the process alive. */
  #uncount(): void {
    const { channel } = this.#end;
    if (channel?.unrefCounted === undefined) channel?.unref();
    else channel.unrefCounted();
  }

  #deliver(): void {
    const early = this.#early;
    this.#early = [];
    for (const [message, handle] of early) this.#end.emit('message', message, handle);
  }
}

/**
 * Has our messages emitted under another name. Node.js calls `emit` for each message (lib/internal/child_process.js), and
 * several bundles in one process may hear of them.
 */
function divert(end: ChannelEnd): void {
  const emit = end.emit.bind(end);
  end.emit = (event, message, ...rest) =>
    emit(event === 'message' && isParentMessage(message) ? OWN_EVENT : event, message, ...rest);
}
