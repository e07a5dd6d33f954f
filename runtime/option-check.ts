/** Refuses options and listeners of reloaders and wrappers that are none, for those whom the types do not tell. */

import type { InclusionOptions, ReloaderOptions } from './api';
import { HotReloadError, toText } from './errors';

/** What an option has to be, in words and in code. */
interface Expected {
  readonly words: string;
  readonly fits: (value: unknown) => boolean;
}

const INCLUSION: Record<keyof InclusionOptions, Expected> = {
  recursive: oneOf('outdated', 'all', 'directory'),
  trackNewModules: { words: 'true or false', fits: (value) => typeof value === 'boolean' },
};

const RELOADER: Record<keyof ReloaderOptions, Expected> = {
  ...INCLUSION,
  settleTimeout: { words: 'a number of milliseconds', fits: (value) => typeof value === 'number' && value >= 0 },
  whenRefused: { words: 'a function', fits: (value) => typeof value === 'function' },
};

/** @throws HotReloadError `INVALID_OPTION` for a wrong or an unknown option of a wrapper */
export function checkInclusionOptions(options: InclusionOptions): void {
  check(options, INCLUSION);
}

/** @throws HotReloadError `INVALID_OPTION` for a wrong or an unknown option of a reloader */
export function checkReloaderOptions(options: ReloaderOptions): void {
  check(options, RELOADER);
}

/** @throws HotReloadError `INVALID_OPTION` for an event that there is not, or a listener that cannot be called */
export function checkListener(event: string, listener: unknown, events: readonly string[]): void {
  if (!events.includes(event)) throw invalid(`${word(event)} is no event; listen to ${events.join(', ')}`);
  if (typeof listener !== 'function') throw invalid(`a listener is a function, not ${word(listener)}`);
}

function check(options: object | null, expected: Readonly<Record<string, Expected>>): void {
  if (typeof options !== 'object' || options === null) throw invalid(`${word(options)} are no options`);
  for (const [name, value] of Object.entries(options)) {
    const option = Object.hasOwn(expected, name) ? expected[name] : undefined;
    if (option === undefined) throw invalid(`'${name}' is no option; there are ${Object.keys(expected).join(', ')}`);
    if (value !== undefined && !option.fits(value)) throw invalid(`${name} is ${option.words}, not ${word(value)}`);
  }
}

function oneOf(...values: readonly string[]): Expected {
  const quoted = values.map((value) => `'${value}'`);
  const words = `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1) ?? ''}`;
  return { words, fits: (value) => values.some((one) => one === value) };
}

function word(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : toText(value);
}

const invalid = (sentence: string): HotReloadError => new HotReloadError('INVALID_OPTION', `${sentence}.`);
