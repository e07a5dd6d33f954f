/** Prints reports, as far as the log level lets it, and nothing twice in a row. */

import { LOG_LEVELS, type LogLevel, type Outcome, type SerializedError } from './protocol';
import { type Line, nameOfId, wordOutcome, wordProblem } from './report';

/** Where the lines go: the part of `console` that is needed. */
export interface Output {
  error(text: string): void;
  warn(text: string): void;
  info(text: string): void;
}

/** Prints what people should know. */
export class Reporter {
  readonly #output: Output;
  readonly #level: number;
  #last = '';

  constructor(output: Output, level: LogLevel) {
    this.#output = output;
    this.#level = LOG_LEVELS.indexOf(level);
  }

  outcome(outcome: Outcome): void {
    const lines = wordOutcome(outcome, nameOfId);
    const text = lines.map((line) => line.text).join('\n');
    if (outcome.kind !== 'applied' && outcome.kind !== 'rolled-back' && text === this.#last) return;
    this.#last = text;
    for (const line of lines) this.#print(line);
  }

  problem(error: SerializedError): void {
    this.#print(wordProblem(error, nameOfId));
  }

  warn(text: string): void {
    this.#print({ weight: 'warn', text: `warning: ${text}` });
  }

  #print({ weight, text }: Line): void {
    if (LOG_LEVELS.indexOf(weight) > this.#level) return;
    this.#output[weight === 'debug' ? 'info' : weight](`[hot] ${text}`);
  }
}
