/** Decides whether a module may be registered, and says why not. */

import type { CanRegister, CannotRegisterCode } from './api';
import type { Runtime } from './current-runtime';
import { type Inclusion, isWholesale } from './include-strategy';
import { isObject } from './exports-object';
import { exportsNoObject, notAModule } from './module-wrapper';
import type { ModuleId } from './protocol/identifiers';
import type { Holder, Overlap } from './registry';

/**
 * Checks a registration.
 *
 * @param isReloader - recognises reloaders among a module's exports
 */
export function checkRegistration(
  runtime: Runtime,
  holder: Holder,
  module: unknown,
  inclusion: Inclusion,
  isReloader: (value: unknown) => boolean,
): CanRegister {
  const id = runtime.identify(module);
  if (id === undefined) return refuse('NOT_A_MODULE', notAModule(module).message);
  const name = String(id);
  if (runtime.registry.get(id) !== undefined) {
    return refuse('ALREADY_REGISTERED', `${name} is registered already; unregister it first.`);
  }
  if (holder.createdIn.includes(id)) return holdsReloader(name);
  const exports = runtime.exportsOf(id);
  if (!isObject(exports)) return refuse('NOT_A_MODULE', exportsNoObject(id, exports).message);
  if (Object.values(readable(exports)).some(isReloader)) return holdsReloader(name);
  const overlap = runtime.registry.overlapping(id, inclusion);
  return overlap === undefined ? { ok: true } : refuse('OVERLAPS', wordOverlap(id, inclusion, overlap));
}

/** Says what overlaps with what: under 'outdated', on both sides, it would be allowed. */
function wordOverlap(id: ModuleId, own: Inclusion, { other, shared }: Overlap): string {
  const [name, holder] = [String(id), String(other.id)];
  const how = isWholesale(other.inclusion) ? ` with recursive: '${other.inclusion.recursive}'` : '';
  const what = `${wordShared(name, holder, String(shared))}${how}`;
  if (!isWholesale(own)) return `${what}; leave ${name} to it, or register ${holder} with recursive: 'outdated' too.`;
  return `${what}; register one of them only, or ${how === '' ? name : 'both'} with recursive: 'outdated'.`;
}

function wordShared(name: string, holder: string, shared: string): string {
  if (shared === name) return `${name} is included by ${holder}, which is registered`;
  if (shared === holder) return `${name} would include ${holder}, which is registered`;
  return `${name} would include ${shared}, which is included by ${holder}, registered`;
}

function holdsReloader(name: string): CanRegister {
  return refuse(
    'CONTAINS_RELOADER',
    `${name} holds a reloader, which would be replaced by its own reload; create the reloader in a module of its own.`,
  );
}

function refuse(code: CannotRegisterCode, message: string): CanRegister {
  return { ok: false, code, message };
}

/** The exports that can be read; those of a module whose evaluation is under way may not be there yet. */
function readable(exports: object): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(exports)) {
    try {
      values[name] = Reflect.get(exports, name);
    } catch {
      continue;
    }
  }
  return values;
}
