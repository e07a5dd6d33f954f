/** Asks a server again and again over HTTP, and notes what it heard and when. */

import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a request may take, in milliseconds. */
const TIMEOUT = 10_000;
/** How long to wait after a request that failed: a refused one would be asked again within microseconds. */
const PAUSE_AFTER_FAILURE = 1;

/** A client that begins its next request when it has the response to the last one, or `pause` milliseconds later. */
export class PollingClient {
  port;
  failures = 0;
  /** When the responses were complete, by `performance.now()`. */
  times = [];
  #agent;
  #pause;
  #onResponse;
  #stopped = false;
  #finished;

  constructor({ port, keepAlive, pause, onResponse }) {
    this.port = port;
    this.#agent = keepAlive ? new http.Agent({ keepAlive: true, maxSockets: 1 }) : false;
    this.#pause = pause;
    this.#onResponse = onResponse;
    this.#finished = this.#poll();
  }

  async stop() {
    this.#stopped = true;
    await this.#finished;
    if (this.#agent !== false) this.#agent.destroy();
  }

  async #poll() {
    while (!this.#stopped) {
      const text = await this.#request();
      if (text === undefined) {
        this.failures++;
        await sleep(PAUSE_AFTER_FAILURE);
        continue;
      }
      const time = performance.now();
      this.times.push(time);
      this.#onResponse(text, time);
      if (this.#pause > 0) await sleep(this.#pause);
    }
  }

  /** The text of a response, or nothing where the server refuses, breaks off or says that it failed. */
  #request() {
    return new Promise((resolve) => {
      const options = { host: '127.0.0.1', port: this.port, agent: this.#agent, timeout: TIMEOUT };
      const request = http.get(options, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (data) => (text += data));
        response.on('end', () => resolve(response.statusCode === 200 ? text : undefined));
        response.on('error', () => resolve(undefined));
        response.on('close', () => resolve(undefined));
      });
      request.on('timeout', () => request.destroy());
      request.on('error', () => resolve(undefined));
    });
  }
}
