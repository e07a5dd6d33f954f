/** Decides which registration stops an update, and whether it takes the update now. */

import { isWholesale } from './include-strategy';
import type { ReloadMode } from './protocol/bootstrap-options';
import type { ModuleId } from './protocol/identifiers';
import type { Holder, Registration, Registry } from './registry';
import type { ReloadRequest } from './reload-request';
import type { Boundary } from './update-climb';

/** Answers for each module on an update's way up. */
export type BoundaryAt = (module: ModuleId, change: ModuleId) => Boundary | undefined;

/**
 * Builds the answers for one transaction.
 *
 * @param mode - the plugin's mode
 * @param isChange - tells the modules whose code is new: what was computed from it has to follow, up to a registration
 */
export function boundariesFor(
  registry: Registry,
  request: ReloadRequest,
  mode: ReloadMode,
  isChange: (module: ModuleId) => boolean,
): BoundaryAt {
  const coverage = registry.coverage();
  const modulesOf = rememberIncluded(registry);
  return (module, change) => {
    const registration = coverage.get(module);
    if (request.force.has(module)) {
      if (registration === undefined && isChange(change)) return { kind: 'pass' };
      return { kind: 'take', modules: modulesOf(registration, module), asked: true };
    }
    if (registration === undefined) return undefined;
    if (registration.frozen?.has(change) === false) return undefined;
    const { holder } = registration;
    const asked = request.release === 'all' || request.release.has(holder);
    if (asked || takesItself(holder, request, mode)) {
      return { kind: 'take', modules: modulesOf(registration, module), asked };
    }
    return holder.manual ? { kind: 'hold', modules: modulesOf(registration, module) } : { kind: 'wait' };
  };
}

function takesItself({ automatic }: Holder, request: ReloadRequest, mode: ReloadMode): boolean {
  return automatic && (mode === 'automatic' || request.by === 'person');
}

/** Looks up once for each registration what it includes: every change of a transaction asks again. */
function rememberIncluded(
  registry: Registry,
): (from: Registration | undefined, module: ModuleId) => readonly ModuleId[] {
  const known = new Map<Registration, readonly ModuleId[]>();
  return (registration, module) => {
    if (registration === undefined || !isWholesale(registration.inclusion)) return [module];
    const included = known.get(registration) ?? registry.included(registration.id, registration.inclusion);
    known.set(registration, included);
    return included;
  };
}
