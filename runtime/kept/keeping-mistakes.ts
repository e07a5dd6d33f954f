/** Words the mistakes that can be made with `keep()`. */

import type { KeepKey } from '../api';
import { HotReloadError } from '../errors';
import type { ModuleId } from '../protocol/identifiers';

/** @param call - the call and its resource, as `callOf` names them */
export function notEvaluating(call: string): HotReloadError {
  return new HotReloadError(
    'NOT_EVALUATING',
    `${call} was called when no module was being evaluated: call it at the top level of a module, ` +
      'so that it is known whose resource it is.',
  );
}

/** @param call - the call and its resource, as `callOf` names them */
export function nested(call: string): HotReloadError {
  return new HotReloadError(
    'NESTED_KEEP',
    `${call} was called inside of a factory, which is not called again as long as its own ` +
      'resource is kept: call it before, and let the factory use what it gave.',
  );
}

export function alreadyKept(key: KeepKey, id: ModuleId): HotReloadError {
  return new HotReloadError(
    'ALREADY_KEPT',
    `${nameOfKey(key)} is kept by ${String(id)} already: import it from there, or use another key.`,
  );
}

/** Names a call of `keep()`, or of `renew()` where there is no key. */
export function callOf(key?: KeepKey): string {
  return key === undefined ? 'renew()' : `keep() of ${nameOfKey(key)}`;
}

/** Names a key without the configuration that it may hold. */
function nameOfKey(key: KeepKey): string {
  const first: unknown = Array.isArray(key) ? key[0] : key;
  return typeof first === 'string' ? `'${first}'` : 'a resource without a name';
}
