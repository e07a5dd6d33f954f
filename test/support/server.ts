/** Talks to a server of a test by HTTP. */

import http from 'node:http';
import type { OutputLines } from './output-lines';
import { until } from './until';

/** What a server of a test answers. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** What a server prints as soon as it listens: its port and its pid. */
const LISTENING = /^listening on (?:(?:http|ws):\/\/localhost:(\d+) \(pid (\d+)\)|(\d+) as (\d+))$/;

/** A process that has printed `listening on <port> as <pid>`, or what people read: the URL, and the pid in brackets. */
export class Server {
  readonly lines: OutputLines;
  readonly pid: number;
  readonly port: number;

  private constructor(lines: OutputLines, port: number, pid: number) {
    this.lines = lines;
    this.port = port;
    this.pid = pid;
  }

  /** Waits until a server says where it listens. */
  static async in(lines: OutputLines, from = 0): Promise<Server> {
    const [, ...groups] = await lines.waitFor(LISTENING, from);
    const [port, pid] = groups.filter(Boolean);
    return new Server(lines, Number(port), Number(pid));
  }

  async request(path: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = http.get({ port: this.port, host: '127.0.0.1', path, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      request.on('error', reject);
    });
  }

  /** The text of a good answer. */
  async get(path: string): Promise<string> {
    const { status, text } = await this.request(path);
    if (status !== 200) throw new Error(`${path} was answered with ${status}: ${text}`);
    return text;
  }

  /** Asks until the answer is as expected. */
  async untilMatch(path: string, expected: RegExp): Promise<void> {
    let last = '';
    const describe = (): string =>
      `${path} is answered with '${last}', which does not match ${String(expected)}. Printed:\n${this.lines.all.join('\n')}\n`;
    await until(describe, async () => {
      last = (await this.request(path)).text;
      return expected.test(last) || undefined;
    });
  }

  /** Asks until the answer is the expected one. */
  async untilText(path: string, expected: string): Promise<void> {
    let last = '';
    const describe = (): string =>
      `${path} is answered with '${last}', not with '${expected}'. Printed:\n${this.lines.all.join('\n')}\n`;
    await until(describe, async () => {
      last = (await this.request(path)).text;
      return last === expected || undefined;
    });
  }
}
