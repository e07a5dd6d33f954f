/** Gives `module.hot` its management functions: those that start, apply and observe updates. */

import type { ApplyOptions } from './apply-options';
import type { HotHost } from './host';
import type { HotStatus, Status, StatusHandler } from './hot-status';
import type { Conclusion } from './outcomes';
import type { ModuleId } from './protocol/identifiers';
import type { Chain } from './protocol/outcome';

/** What the functions work with. */
export interface HotApiParts {
  readonly status: HotStatus;
  /** Modules that have asked for their importers to be updated. */
  readonly invalidated: Set<ModuleId>;
  /**
   * Looks for a newer build and tells which modules it changes; applies nothing. Of a build with errors there is
   * nothing to apply: it changes no module.
   */
  readonly look: () => Promise<readonly ModuleId[] | undefined>;
  /** Applies everything, or nothing. */
  readonly apply: (options: ApplyOptions) => Promise<Conclusion>;
  /** Lets an update that a module has asked for happen by itself, where updates do. */
  readonly applyInvalidated: () => void;
}

/** The functions, as webpack documents them (https://webpack.js.org/api/hot-module-replacement/#management-api). */
interface ManagementApi {
  check(applyOnUpdate?: boolean | ApplyOptions): Promise<readonly ModuleId[] | null>;
  apply(options?: ApplyOptions): Promise<readonly ModuleId[]>;
  status(handler?: StatusHandler): Status | undefined;
  addStatusHandler(handler: StatusHandler): void;
  removeStatusHandler(handler: StatusHandler): void;
}

/** Puts the functions in the place of webpack's own, on every module that is evaluated from now on. */
export function installHotApi(host: HotHost, parts: HotApiParts): void {
  const api = createManagementApi(parts);
  host.intercept(({ id, module }) => {
    // A timer of an instance that is gone, or was never live, would have the newest code evaluated again and again.
    const invalidate = (): void => {
      if (host.cache[id] === module) requestInvalidation(parts, id);
    };
    Object.assign(module.hot, api, { invalidate });
  });
}

/** An update is under way in these; what is invalidated meanwhile is taken up by it. */
const BUSY: readonly Status[] = ['check', 'prepare', 'dispose', 'apply'];

function requestInvalidation({ applyInvalidated, invalidated, status }: HotApiParts, id: ModuleId): void {
  invalidated.add(id);
  if (BUSY.includes(status.current)) return;
  void status.set('ready');
  applyInvalidated();
}

function createManagementApi(parts: HotApiParts): ManagementApi {
  const { status } = parts;
  return {
    check: (applyOnUpdate) => {
      if (BUSY.includes(status.current) || status.current === 'ready') {
        throw new Error('check() is only allowed in idle status');
      }
      return check(parts, applyOnUpdate ?? false);
    },
    apply: async (options = {}) => {
      if (status.current !== 'ready') {
        throw new Error(`apply() is only allowed in ready status (state: ${status.current})`);
      }
      return apply(parts, options);
    },
    status: (handler) => {
      if (handler === undefined) return status.current;
      status.add(handler);
      return undefined;
    },
    addStatusHandler: (handler) => {
      status.add(handler);
    },
    removeStatusHandler: (handler) => {
      status.remove(handler);
    },
  };
}

async function check(parts: HotApiParts, applyOnUpdate: boolean | ApplyOptions): Promise<readonly ModuleId[] | null> {
  const { invalidated, look, status } = parts;
  await status.set('check');
  const updated = await look();
  if (updated === undefined) {
    await status.set(invalidated.size > 0 ? 'ready' : 'idle');
    return null;
  }
  await status.set('prepare');
  if (applyOnUpdate !== false) return apply(parts, applyOnUpdate === true ? {} : applyOnUpdate);
  await status.set('ready');
  return updated;
}

async function apply(parts: HotApiParts, options: ApplyOptions): Promise<readonly ModuleId[]> {
  const { outcome, thrown } = await parts.apply(options);
  switch (outcome.kind) {
    case 'unchanged':
      return [];
    case 'applied':
      return outcome.modules;
    case 'refused':
      throw new Error(wordAbort(outcome.refused[0]));
    case 'rolled-back':
    case 'broken':
      throw thrown;
    default:
      return outcome satisfies never;
  }
}

/** Words a refusal as webpack does, for those who look for its words. */
function wordAbort(chain: Chain | undefined): string {
  if (chain === undefined) return 'Aborted';
  const { modules, reason } = chain;
  const propagation = `\nUpdate propagation: ${modules.join(' -> ')}`;
  const [below, top] = [String(modules.at(-2)), String(modules.at(-1))];
  switch (reason) {
    case 'self-declined':
      return `Aborted because of self decline: ${top}${propagation}`;
    case 'declined':
      return `Aborted because of declined dependency: ${below} in ${top}${propagation}`;
    case 'unaccepted':
    case 'async-changed':
      return `Aborted because ${String(modules[0])} is not accepted${propagation}`;
    case 'lost':
      return 'Aborted because no update leads to the newest build';
    default:
      return reason satisfies never;
  }
}
