/** Collects what a process prints, line by line, and waits for lines. */

import { EventEmitter } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { DEADLINE, withDeadline } from './until';

/** Everything that was printed, on whichever stream. */
export class OutputLines {
  readonly #lines: string[] = [];
  #ended = false;
  readonly #events = new EventEmitter().setMaxListeners(0);

  /** All lines so far. */
  get all(): readonly string[] {
    return this.#lines;
  }

  read(stream: Readable): void {
    createInterface({ input: stream }).on('line', (line) => {
      this.#lines.push(line);
      this.#events.emit('line');
    });
  }

  /** Says that there will be no more lines. */
  end(): void {
    this.#ended = true;
    this.#events.emit('line');
  }

  /** Waits until so many lines match, and returns those that do. */
  async waitForCount(pattern: RegExp, count: number): Promise<string[]> {
    let from = 0;
    for (let found = 0; found < count; found += 1) {
      await this.waitFor(pattern, from);
      from += this.#lines.slice(from).findIndex((line) => pattern.test(line)) + 1;
    }
    return this.matching(pattern);
  }

  /** The lines that match, of those printed after the first `from`. */
  matching(pattern: RegExp, from = 0): string[] {
    return this.#lines.slice(from).filter((line) => pattern.test(line));
  }

  /**
   * Waits for a line.
   *
   * @param from - how many lines are left out: `all.length` before something was done
   * @returns the first match
   */
  async waitFor(pattern: RegExp, from = 0, deadline: number = DEADLINE): Promise<RegExpMatchArray> {
    let stop = (): void => undefined;
    const describe = (): string => `No line ${String(pattern)} in:\n${this.#lines.join('\n')}\n`;
    const found = new Promise<RegExpMatchArray>((resolve, reject) => {
      let next = from;
      const look = (): void => {
        for (; next < this.#lines.length; next += 1) {
          const match = this.#lines[next]?.match(pattern);
          if (match) resolve(match);
        }
        if (this.#ended) reject(new Error(`${describe()} (the process has ended)`));
      };
      this.#events.on('line', look);
      stop = () => this.#events.off('line', look);
      look();
    });
    return withDeadline(describe, found, deadline).finally(() => stop());
  }
}
