/** Says what a reload is asked to do, and makes one request of several. */

import type { ApplyOptions } from './apply-options';
import { isWholesale } from './include-strategy';
import type { ModuleId } from './protocol/identifiers';
import type { Holder, Registration } from './registry';

/** A request for one transaction. */
export interface ReloadRequest {
  /**
   * What asks: an application that only wants to know, a build that may have been published, a change in the
   * registrations, or a person (a call, a signal). Under the plugin's manual mode only a person gets anything applied.
   */
  readonly by: 'check' | 'build' | 'registration' | 'person';
  /** The reloaders whose held-back modules are let go; `'all'` for each of them. */
  readonly release: ReadonlySet<Holder> | 'all';
  /** Modules that are evaluated again even if nothing about them changed. */
  readonly force: ReadonlySet<ModuleId>;
  /** What an application that applies updates itself has asked for; such a request does all or nothing. */
  readonly apply?: ApplyOptions | undefined;
}

/** A request that releases and forces nothing. */
export function requestBy(by: ReloadRequest['by']): ReloadRequest {
  return { by, release: new Set(), force: new Set() };
}

/** A request that lets go of everything that is held back. */
export function releaseAll(): ReloadRequest {
  return { ...requestBy('person'), release: 'all' };
}

/** A request that lets go of what reloaders hold, and evaluates again what they evaluate wholesale. */
export function requestFor(holders: ReadonlySet<Holder>, registrations: Iterable<Registration>): ReloadRequest {
  const wholesale = [...registrations].filter(({ holder, inclusion }) => holders.has(holder) && isWholesale(inclusion));
  return { by: 'person', release: holders, force: new Set(wholesale.map(({ id }) => id)) };
}

const RANK = { check: 0, build: 1, registration: 2, person: 3 } as const;

/** Makes one request that does what both ask for. */
export function mergeRequests(a: ReloadRequest, b: ReloadRequest): ReloadRequest {
  return {
    by: RANK[a.by] >= RANK[b.by] ? a.by : b.by,
    release: a.release === 'all' || b.release === 'all' ? 'all' : new Set([...a.release, ...b.release]),
    force: new Set([...a.force, ...b.force]),
    apply: b.apply ?? a.apply,
  };
}
