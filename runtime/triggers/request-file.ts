/** Carries out what is asked for in the file beside the journal, each request once. */

import { parseRequest, type ReloadCommand } from '../protocol/requests';

/** What is needed of the world outside. */
export interface RequestFileParts {
  /** The text of the file; `undefined` where there is none. */
  readonly read: () => Promise<string | undefined>;
  /** Milliseconds since the epoch at which this thread was started: what was asked for before is not meant for it. */
  readonly startedAt: number;
  /** Does what was asked for. */
  readonly carryOut: (request: ReloadCommand) => void;
}

/** Remembers what was carried out. */
export class RequestFile {
  readonly #parts: RequestFileParts;
  #last: string | undefined;

  constructor(parts: RequestFileParts) {
    this.#parts = parts;
  }

  /** Looks whether there is something new; what is torn or foreign is left alone. */
  async look(): Promise<void> {
    const { read, startedAt, carryOut } = this.#parts;
    const parsed = parseRequest((await read()) ?? '');
    if (!parsed.ok || parsed.value.id === this.#last || parsed.value.at < startedAt) return;
    this.#last = parsed.value.id;
    carryOut(parsed.value);
  }
}
