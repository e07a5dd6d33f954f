/** Decides what an error in user code means for the transaction. */

import type { ApplyOptions, ErrorEvent } from '../apply-options';
import type { AcceptErrorHandler } from '../host';

/** Where an error came from. */
export interface ErrorOrigin {
  readonly kind: 'accept' | 'self-accept';
  readonly event: Omit<ErrorEvent, 'type' | 'error' | 'originalError'>;
  /** Takes the error, if the application has an error handler there. */
  readonly handler: AcceptErrorHandler | undefined;
  /** The second argument of the handler. */
  readonly context: object;
}

/**
 * Lets the application handle an error.
 *
 * @throws the error, or that of the error handler, where it has to undo the transaction
 */
export function handleError(error: unknown, origin: ErrorOrigin, options: ApplyOptions): void {
  const { kind, event, handler, context } = origin;
  if (handler === undefined) {
    options.onErrored?.({ ...event, type: `${kind}-errored`, error });
    if (options.ignoreErrored !== true) throw error;
    return;
  }
  try {
    handler(error, context);
  } catch (handlerError) {
    options.onErrored?.({
      ...event,
      type: `${kind}-error-handler-errored`,
      error: handlerError,
      originalError: error,
    });
    if (options.ignoreErrored !== true) throw handlerError;
  }
}
