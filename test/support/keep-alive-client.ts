/** Requests one thing over and over on one connection, and remembers every answer that it should not have got. */

import http from 'node:http';
import { withDeadline } from './until';

/** A client that is never quiet. */
export class KeepAliveClient {
  /** What went wrong: answers that are not as expected, and requests that failed. */
  readonly faults: string[] = [];
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  readonly #port: number;
  readonly #expected: RegExp;
  readonly #sockets = new Set<object>();
  readonly #waiting = new Set<{ readonly text: string; readonly resolve: () => void }>();
  #last = '';
  #stopped = false;
  #loop: Promise<void> = Promise.resolve();

  /** @param expected - matches every answer that is right, whatever its version */
  constructor(port: number, expected: RegExp) {
    this.#port = port;
    this.#expected = expected;
  }

  /** How many connections it took. */
  get connections(): number {
    return this.#sockets.size;
  }

  start(path: string): void {
    this.#loop = this.#repeat(path);
  }

  /** Waits until an answer is this one. */
  async saw(text: string): Promise<void> {
    if (this.#last === text) return;
    const seen = new Promise<void>((resolve) => this.#waiting.add({ text, resolve }));
    await withDeadline(() => `Not '${text}', but '${this.#last}' is the answer`, seen);
  }

  /** Requests something else on the same connection. */
  async get(path: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const request = http.get({ port: this.#port, host: '127.0.0.1', path, agent: this.#agent }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve(response.statusCode === 200 ? text : `${response.statusCode} ${text}`));
      });
      request.on('socket', (socket) => this.#sockets.add(socket));
      request.on('error', reject);
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#loop;
    this.#agent.destroy();
  }

  async #repeat(path: string): Promise<void> {
    while (!this.#stopped) {
      try {
        this.#notice(await this.get(path));
      } catch (error) {
        this.faults.push(String(error));
        return;
      }
    }
  }

  #notice(text: string): void {
    this.#last = text;
    if (!this.#expected.test(text)) this.faults.push(text);
    for (const waiting of this.#waiting) {
      if (waiting.text !== text) continue;
      this.#waiting.delete(waiting);
      waiting.resolve();
    }
  }
}
