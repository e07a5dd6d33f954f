/** Prints reports, as far as the log level lets it, and nothing twice in a row. */

import { isPrinted, type LogLevel } from './protocol/bootstrap-options';
import type { ModuleId } from './protocol/identifiers';
import type { Chain, Outcome, SerializedError } from './protocol/outcome';
import type { Supervision } from './protocol/supervision';
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
  readonly #level: LogLevel;
  readonly #supervision: Pick<Supervision, 'restarts'> | undefined;
  readonly #nameOf: (id: ModuleId) => string;
  #last = '';
  #refused: ReadonlySet<string> = new Set();

  /**
   * @param supervision - who looks after the process, and prints what becomes of each build
   * @param nameOf - gives the source of a module, or its identifier where that says more
   */
  constructor(
    output: Output,
    level: LogLevel,
    supervision?: Pick<Supervision, 'restarts'>,
    nameOf: (id: ModuleId) => ModuleId = (id) => id,
  ) {
    this.#output = output;
    this.#supervision = supervision;
    this.#nameOf = (id) => nameOfId(nameOf(id));
    this.#level = level;
  }

  /** @param replaced - whether the application sees to it that something takes the place of this thread */
  outcome(outcome: Outcome, replaced = false): void {
    const supervisor = replaced ? 'application' : this.#supervision;
    const lines = wordOutcome(this.#withoutKnown(outcome), this.#nameOf, supervisor);
    const text = lines.map((line) => line.text).join('\n');
    if (outcome.kind !== 'applied' && outcome.kind !== 'rolled-back' && text === this.#last) return;
    this.#last = text;
    for (const line of lines) this.#print(line);
  }

  problem(error: SerializedError): void {
    this.#print(wordProblem(error, this.#nameOf));
  }

  warn(text: string): void {
    this.#print({ weight: 'warn', text: `warning: ${text}` });
  }

  debug(text: string): void {
    this.#print({ weight: 'debug', text });
  }

  /** A change that stays refused is named by every outcome; it is told of once, not with each edit that goes live. */
  #withoutKnown(outcome: Outcome): Outcome {
    if (outcome.kind !== 'applied' && outcome.kind !== 'refused') return outcome;
    const known = this.#refused;
    this.#refused = new Set(outcome.refused.map(keyOf));
    if (outcome.kind === 'refused') return outcome;
    return { ...outcome, refused: outcome.refused.filter((chain) => !known.has(keyOf(chain))) };
  }

  #print({ weight, text }: Line): void {
    if (!isPrinted(weight, this.#level)) return;
    this.#output[weight === 'debug' ? 'info' : weight](`[hot] ${text}`);
  }
}

function keyOf(chain: Chain): string {
  return JSON.stringify(chain);
}
