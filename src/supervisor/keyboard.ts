/** Reads lines from stdin: some are for the supervisor, all others for the application. */

import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { RunConfig } from '../options';

/** What can be typed. */
type Command = 'reload' | 'restart';

/** What happens when it was typed. */
type Commands = Readonly<Record<Command, () => void>>;

/** Whether lines are read from stdin. */
export function hasKeyboard(option: RunConfig['keyboard']): boolean {
  return option === 'on-a-terminal' ? process.stdin.isTTY : option;
}

/** `process.stdin`, whatever it is. */
type Input = Readable & { unref?: () => unknown };

/** Owns the lines of a stream, and whom they go to. */
export class Keyboard {
  readonly #input: Input;
  readonly #commands: Commands;
  #lines: Interface | undefined;
  #application: Writable | undefined;
  #hasEnded = false;

  constructor(input: Input, commands: Commands) {
    this.#input = input;
    this.#commands = commands;
  }

  /** Begins to read, if that has not happened yet. */
  open(): void {
    if (this.#lines || this.#hasEnded) return;
    // Lines come as the terminal hands them over; its mode is not touched.
    this.#lines = createInterface({ input: this.#input, terminal: false });
    this.#lines.on('line', (line) => this.#take(line));
    this.#input.once('end', this.#onEnd);
    // Reading keeps no process alive. A file has nothing to let go of.
    this.#input.unref?.();
  }

  /** Makes another process the one that lines go to. */
  attach(stdin: Writable | null): void {
    this.#application = stdin ?? undefined;
    // A process that ends breaks the pipe.
    stdin?.on('error', () => undefined);
    if (this.#hasEnded) stdin?.end();
  }

  /** Leaves the stream to others. */
  close(): void {
    this.#input.off('end', this.#onEnd);
    this.#lines?.close();
    this.#lines = undefined;
  }

  readonly #onEnd = (): void => {
    this.#hasEnded = true;
    this.#application?.end();
  };

  #take(line: string): void {
    const command = readCommand(line);
    if (command) this.#commands[command]();
    else if (this.#application?.writable) this.#application.write(`${line}\n`);
  }
}

/** Tells a command from a line for the application. */
function readCommand(line: string): Command | undefined {
  const word = line.trim();
  return word === 'r' ? 'reload' : word === 'rs' ? 'restart' : undefined;
}
