/** Declares where updates come from, and what may come. */

import type { SerializedError } from '../protocol/outcome';
import type { ResourceTable } from '../resources';
import type { Update } from '../update-store';

/** What there is beyond a build. */
export type Fetched =
  /** Nothing newer. */
  | { readonly kind: 'current' }
  | { readonly kind: 'update'; readonly update: Update }
  /** A newer build, and no way that leads to it from this one. */
  | { readonly kind: 'lost'; readonly build: string }
  /** Something could not be read; it may be there the next time. */
  | { readonly kind: 'unavailable'; readonly error: SerializedError };

/** Gets updates. */
export interface UpdateSource {
  /** Reads everything between a build and the newest one; never rejects. */
  fetch(build: string): Promise<Fetched>;
  /** Reads it without waiting, where updates lead on from this build; `undefined` where that is not possible. */
  fetchNow(build: string): Update | undefined;
  /** Tells which files modules come from, as far as that is known without waiting. */
  resources(): ResourceTable | undefined;
}

/** Something could not be read. */
export type Unavailable = Extract<Fetched, { kind: 'unavailable' }>;

/** Makes the answer for something that could not be read. */
export function unavailable(code: string, message: string): Unavailable {
  return { kind: 'unavailable', error: { name: 'HotReloadError', code, message } };
}
