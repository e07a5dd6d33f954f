/** Decides whether a module may be registered, and says why not. */

import type { CanRegister, CannotRegisterCode } from './api';
import type { Runtime } from './current-runtime';
import type { Inclusion } from './include-strategy';
import { isObject } from './exports-object';
import { exportsNoObject, notAModule } from './module-wrapper';
import type { Holder } from './registry';

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
  const other = runtime.registry.overlapping(id, inclusion);
  if (other !== undefined) {
    return refuse(
      'OVERLAPS',
      `${name} would include modules that ${String(other.id)} includes; register one of them, or use recursive: 'outdated'.`,
    );
  }
  return { ok: true };
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
