/** Sends one request after the other without pause, and keeps account of all of them. */

import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';

/** What a client is like. */
export interface LoadOptions {
  readonly port: number;
  readonly path: string;
  readonly keepAlive: boolean;
  readonly encrypted?: boolean;
  /** Matches every answer that is whole. */
  readonly expected: RegExp;
}

/** A client that is never quiet, and goes on after a fault. */
export class LoadClient {
  readonly faults: string[] = [];
  /** How long each answer took, in milliseconds. */
  readonly times: number[] = [];
  sent = 0;
  readonly #options: LoadOptions;
  readonly #client: typeof http | typeof https;
  readonly #agent: http.Agent;
  readonly #sockets = new Set<object>();
  #stopped = false;
  readonly #loop: Promise<void>;

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#client = options.encrypted ? https : http;
    this.#agent = new this.#client.Agent({ keepAlive: options.keepAlive, maxSockets: 1 });
    this.#loop = this.#repeat();
  }

  get answered(): number {
    return this.times.length;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  /** The longest time that an answer took, in milliseconds. */
  get longest(): number {
    return Math.max(...this.times);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#loop;
    this.#agent.destroy();
  }

  async #repeat(): Promise<void> {
    while (!this.#stopped) {
      const start = performance.now();
      this.sent += 1;
      try {
        this.#check(await this.#request());
        this.times.push(performance.now() - start);
      } catch (error) {
        this.faults.push(String(error));
      }
    }
  }

  #check({ status, text }: { status: number | undefined; text: string }): void {
    if (status !== 200 || !this.#options.expected.test(text)) throw new Error(`${status}: ${text}`);
  }

  async #request(): Promise<{ status: number | undefined; text: string }> {
    const { port, path } = this.#options;
    const target = { port, path, host: '127.0.0.1', agent: this.#agent, rejectUnauthorized: false };
    const request = this.#client.get(target);
    request.on('socket', (socket) => this.#sockets.add(socket));
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    let text = '';
    for await (const chunk of response) text += String(chunk);
    return { status: response.statusCode, text };
  }
}
