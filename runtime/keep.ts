/** Lets an application hand a resource from generation to generation, or replace it once the next one is live. */

import type { KeepKey } from './api';
import { currentRuntime } from './current-runtime';

/**
 * Gives the resource of a key: the one that the previous generation kept if there is one, a new one otherwise. To be
 * called at the top level of a module, whose resource it then is. When an update has gone live and no module keeps the
 * resource any more, because the key is another one now or the call is gone, it is disposed of; an update that is
 * rolled back disposes of what it has made, and of nothing else.
 *
 * @param key - names the resource, unique in the application, together with all that it is made of:
 *   `['pool', settings]`; compared by what it holds
 * @param factory - makes the resource, or a promise of it; not called while it is kept
 * @param dispose - ends the resource; a promise that it returns is waited for, at most `settleTimeout` milliseconds
 * @returns what the factory returned when the resource was made
 * @throws HotReloadError `NOT_A_KEY`, `ALREADY_KEPT`, `NOT_EVALUATING` or `NESTED_KEEP`, and what the factory throws
 */
export function keep<T>(key: KeepKey, factory: () => T, dispose: (resource: Awaited<T>) => unknown): T {
  return currentRuntime().keep(key, factory, dispose);
}

/**
 * Gives each generation of a module a resource of its own: the one before is disposed of once the next one is live, so
 * that nobody has to do without. To be called at the top level of a module. An update that is rolled back disposes of
 * what it has made, and the resource that is there stays as it is.
 *
 * @param factory - makes the resource, or a promise of it
 * @param dispose - ends the resource; a promise that it returns is waited for, at most `settleTimeout` milliseconds
 * @returns what the factory returned
 * @throws HotReloadError `NOT_EVALUATING` or `NESTED_KEEP`, and what the factory throws
 */
export function renew<T>(factory: () => T, dispose: (resource: Awaited<T>) => unknown): T {
  return currentRuntime().renew(factory, dispose);
}
