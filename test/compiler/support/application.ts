/** Lets a test meet the processes that the plugin starts: they call, tell who they are, and take orders. */

import { once } from 'node:events';
import net from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { withDeadline } from './project';

/** A process that calls the test. */
export const CALLING_APPLICATION = `
const socket = require('node:net').connect(Number(process.env.TEST_PORT), () => {
  socket.write(JSON.stringify({
    pid: process.pid,
    args: process.argv.slice(2),
    execArgv: process.execArgv,
    cwd: process.cwd(),
    extra: process.env.TEST_EXTRA,
  }));
});
socket.on('data', (order) => process.exit(Number(order)));
process.on('SIGINT', () => undefined);
if (process.env.TEST_STUBBORN) process.on('SIGTERM', () => socket.write('asked'));
`;

export interface Introduction {
  readonly pid: number;
  readonly args: string[];
  readonly execArgv: string[];
  readonly cwd: string;
  readonly extra?: string;
}

/** One process that has called. */
export class Application {
  readonly introduction: Introduction;
  /** Settles when the process is gone, however it ended. */
  readonly gone: Promise<unknown>;
  readonly #socket: Socket;

  constructor(socket: Socket, introduction: Introduction) {
    this.#socket = socket;
    this.introduction = introduction;
    // A process that was killed resets the connection.
    this.gone = once(socket, 'close').catch(() => once(socket, 'close'));
  }

  exit(code: number): void {
    this.#socket.write(String(code));
  }

  /** Waits for what the process says next. */
  async hear(): Promise<string> {
    return withDeadline('nothing was said', async () => String((await once(this.#socket, 'data'))[0]));
  }
}

/** Takes the calls. */
export class Switchboard {
  readonly #server = net.createServer((socket) => {
    void this.#welcome(socket);
  });
  readonly #waiting: Application[] = [];
  #wake: () => void = () => undefined;
  /** How many processes have called. */
  calls = 0;

  async open(): Promise<Record<string, string>> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return { TEST_PORT: String((this.#server.address() as AddressInfo).port) };
  }

  close(): void {
    this.#server.close();
  }

  async next(): Promise<Application> {
    return withDeadline('no process called', async () => {
      for (;;) {
        const application = this.#waiting.shift();
        if (application) return application;
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    });
  }

  async #welcome(socket: Socket): Promise<void> {
    const [text] = (await once(socket, 'data')) as [Buffer];
    this.calls++;
    this.#waiting.push(new Application(socket, JSON.parse(text.toString()) as Introduction));
    this.#wake();
  }
}
