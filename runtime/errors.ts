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
  const error = attempt(
    () => readError(thrown),
    () => ({ name: 'Error', message: toText(thrown) }),
  );
  return { ...error, ...origin };
}

/** Words whatever it is. Some objects have no text, those without a prototype, and a proxy may refuse to be read at all. */
export function toText(thrown: unknown): string {
  const wordPlainly = (): string => Object.prototype.toString.call(thrown);
  return attempt(
    () => String(thrown),
    () => attempt(wordPlainly, () => 'an object that cannot be read'),
  );
}

function readError(thrown: unknown): SerializedError {
  if (!(thrown instanceof Error)) return { name: 'Error', message: toText(thrown) };
  const { name, message, stack, code } = thrown as Error & { readonly code?: unknown };
  return {
    name: toText(name),
    message: toText(message),
    ...(typeof stack === 'string' ? { stack } : {}),
    ...(typeof code === 'string' ? { code } : {}),
  };
}

function attempt<T>(work: () => T, otherwise: () => T): T {
  try {
    return work();
  } catch {
    return otherwise();
  }
}
