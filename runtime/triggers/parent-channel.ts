/** Rings when the parent process says so over the channel that `child_process.fork()` opens. */

import { isParentMessage, type ParentMessage } from '../protocol/supervision';

type MessageListener = (message: unknown, handle?: unknown) => void;

/** The part of `process` that is needed. */
export interface ChannelEnd {
  /**
   * Node.js counts the listeners and lets the channel keep the process alive while there are any
   * (lib/internal/child_process.js, class Control). `ref()` and `unref()` end the counting for good.
   */
  readonly channel?: { unref(): void; refCounted?(): void; unrefCounted?(): void } | null | undefined;
  on(event: 'message', listener: MessageListener): unknown;
  on(event: 'newListener' | 'removeListener', listener: (event: string, listener: unknown) => void): unknown;
  emit(event: 'message', message: unknown, handle: unknown): unknown;
  listenerCount(event: 'message'): number;
}

/** Listens beside the application, which must not notice. */
export class ParentChannel {
  readonly #end: ChannelEnd;
  readonly #ring: (message: ParentMessage) => void;
  /** What is not for us and came before the application listens: Node.js keeps it only while nobody listens. */
  #early: (readonly [unknown, unknown])[] = [];

  constructor(end: ChannelEnd, ring: (message: ParentMessage) => void) {
    this.#end = end;
    this.#ring = ring;
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
    if (isParentMessage(message)) this.#ring(message);
    else if (this.#end.listenerCount('message') === 1) this.#early.push([message, handle]);
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
