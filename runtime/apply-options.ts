/** Declares the options of `module.hot.apply()`, and tells its listeners what a plan found. */

import type { ModuleId } from './protocol/identifiers';
import type { RefusalReason } from './protocol/outcome';
import { outdatedBy } from './update-climb';
import type { Effect } from './update-plan';

/** What happened to one change, in webpack's words (webpack/lib/hmr/JavascriptHotModuleReplacement.runtime.js). */
export interface EffectEvent {
  readonly type: 'accepted' | 'declined' | 'self-declined' | 'unaccepted' | 'disposed';
  readonly moduleId: ModuleId;
  readonly parentId?: ModuleId;
  readonly chain?: readonly ModuleId[];
  readonly outdatedModules?: readonly ModuleId[];
  readonly outdatedDependencies?: Readonly<Record<string, readonly ModuleId[]>>;
}

/** What user code threw while an update was applied. */
export interface ErrorEvent {
  readonly type:
    'accept-errored' | 'accept-error-handler-errored' | 'self-accept-errored' | 'self-accept-error-handler-errored';
  readonly moduleId: ModuleId;
  readonly dependencyId?: ModuleId;
  readonly error: unknown;
  readonly originalError?: unknown;
}

/** What `module.hot.check()` and `module.hot.apply()` take. */
export interface ApplyOptions {
  readonly ignoreUnaccepted?: boolean;
  readonly ignoreDeclined?: boolean;
  readonly ignoreErrored?: boolean;
  readonly onDeclined?: (event: EffectEvent) => void;
  readonly onUnaccepted?: (event: EffectEvent) => void;
  readonly onAccepted?: (event: EffectEvent) => void;
  readonly onDisposed?: (event: EffectEvent) => void;
  readonly onErrored?: (event: ErrorEvent) => void;
}

/** The refusals that options leave aside. */
export function ignoredReasons({ ignoreUnaccepted, ignoreDeclined }: ApplyOptions): ReadonlySet<RefusalReason> {
  const unaccepted: readonly RefusalReason[] = ignoreUnaccepted === true ? ['unaccepted', 'async-changed'] : [];
  const declined: readonly RefusalReason[] = ignoreDeclined === true ? ['declined', 'self-declined'] : [];
  return new Set([...unaccepted, ...declined]);
}

/** Tells the listeners among the options about each change. */
export function announceEffects(effects: readonly Effect[], options: ApplyOptions): void {
  const { onAccepted, onDeclined, onDisposed, onUnaccepted } = options;
  // Each event lists all that is outdated.
  if ((onAccepted ?? onDeclined ?? onDisposed ?? onUnaccepted) === undefined) return;
  for (const effect of effects) {
    const event = toEvent(effect);
    if (event === undefined) continue;
    listenerFor(event.type, options)?.(event);
  }
}

function listenerFor(type: EffectEvent['type'], options: ApplyOptions): ApplyOptions['onAccepted'] {
  switch (type) {
    case 'accepted':
      return options.onAccepted;
    case 'declined':
    case 'self-declined':
      return options.onDeclined;
    case 'unaccepted':
      return options.onUnaccepted;
    case 'disposed':
      return options.onDisposed;
    default:
      return type satisfies never;
  }
}

function toEvent({ module, climb }: Effect): EffectEvent | undefined {
  switch (climb.kind) {
    case 'waits':
    case 'held':
      return undefined;
    case 'removed':
      return { type: 'disposed', moduleId: module };
    case 'accepted': {
      const outdated = outdatedBy(climb);
      const outdatedDependencies: Record<string, ModuleId[]> = {};
      for (const [parent, dependency] of climb.accepted) {
        if (!outdated.has(parent)) (outdatedDependencies[parent] ??= []).push(dependency);
      }
      return { type: 'accepted', moduleId: module, outdatedModules: [...outdated], outdatedDependencies };
    }
    case 'refused':
      return toRefusalEvent(module, climb.chains[0]);
    default:
      return climb satisfies never;
  }
}

function toRefusalEvent(
  module: ModuleId,
  chain: { readonly reason: RefusalReason; readonly modules: readonly ModuleId[] } | undefined,
): EffectEvent | undefined {
  if (chain === undefined) return undefined;
  const { reason, modules } = chain;
  const moduleId = modules.at(-1) ?? module;
  if (reason === 'declined') {
    return { type: 'declined', moduleId: modules.at(-2) ?? module, parentId: moduleId, chain: modules };
  }
  return { type: reason === 'self-declined' ? reason : 'unaccepted', moduleId, chain: modules };
}
