/** Says one thing after the other without pause, and keeps account of the answers. */

import type { Chatter } from './chatter';

/** A client that is never quiet. */
export class Talking {
  readonly faults: string[] = [];
  sent = 0;
  answered = 0;
  readonly #chatter: Chatter;
  readonly #expected: RegExp;
  readonly #loop: Promise<void>;
  #stopped = false;

  /** @param expected - matches every answer that is whole */
  constructor(chatter: Chatter, text: string, expected: RegExp) {
    this.#chatter = chatter;
    this.#expected = expected;
    this.#loop = this.#repeat(text);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#loop;
  }

  async #repeat(text: string): Promise<void> {
    // What has ended once stays so.
    while (!this.#stopped && !this.#chatter.closed) {
      this.sent += 1;
      try {
        const answer = await this.#chatter.say(text);
        if (!this.#expected.test(answer)) throw new Error(answer);
        this.answered += 1;
      } catch (error) {
        this.faults.push(String(error));
      }
    }
  }
}
