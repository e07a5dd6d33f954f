/** Subscribes to what happens by GraphQL over server-sent events. */

import type { Server } from '../../support/server';
import { withDeadline } from '../../support/until';

/** A subscription on a connection of its own, which ends with the server. */
export class Subscription {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #text = '';

  private constructor(chunks: AsyncIterator<Uint8Array>) {
    this.#chunks = chunks;
  }

  /** Resolves when the server has accepted it. */
  static async open({ port }: Server, query: string): Promise<Subscription> {
    const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
    const body = JSON.stringify({ query });
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers, body });
    if (!response.ok || response.body === null) throw new Error(`The subscription is answered with ${response.status}`);
    return new Subscription(response.body[Symbol.asyncIterator]());
  }

  /** The next thing that happens. */
  async next(): Promise<unknown> {
    return withDeadline(() => `No event in '${this.#text}'`, this.#read());
  }

  async #read(): Promise<unknown> {
    for (;;) {
      const event = /^event: next\ndata: (.*)\n\n/m.exec(this.#text);
      if (event) {
        this.#text = this.#text.slice(event.index + event[0].length);
        return JSON.parse(event[1] ?? '');
      }
      const { done, value } = await this.#chunks.next();
      if (done === true) throw new Error('The subscription has ended');
      this.#text += Buffer.from(value).toString();
    }
  }
}
