/** Defines the error that users' mistakes are answered with. */

import type { ModuleId } from './protocol/identifiers';
import type { SerializedError } from './protocol/outcome';

/** A mistake in the use of the package, with a code for programs and a sentence for people. */
export class HotReloadError extends Error {
  override readonly name: string = 'HotReloadError';
  /** What went wrong, for programs. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Turns whatever was thrown into data.
 *
 * @param moduleId - the module whose code threw, where that is known
 */
export function serializeError(thrown: unknown, moduleId?: ModuleId): SerializedError {
  const origin = moduleId === undefined ? {} : { moduleId };
  if (!(thrown instanceof Error)) return { name: 'Error', message: toText(thrown), ...origin };
  const { name, message, stack } = thrown;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? { code: thrown.code } : {};
  return { name, message, ...(stack === undefined ? {} : { stack }), ...code, ...origin };
}

/** Words whatever it is. Some objects have no text: those without a prototype, for one. */
export function toText(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return Object.prototype.toString.call(thrown);
  }
}
