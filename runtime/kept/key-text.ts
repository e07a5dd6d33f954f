/** Writes the key of a kept resource as a text that is equal exactly where the keys are. */

import { HotReloadError } from '../errors';

/** Functions and classes are told apart by numbers: one that was evaluated again is another one. */
const numbers = new WeakMap<object, number>();
let functions = 0;

/**
 * Writes a key. Keys are compared by what they hold, as JSON is: the order of properties does not matter, and one that
 * is `undefined` is as good as absent. Functions and classes equal themselves.
 *
 * @throws HotReloadError `NOT_A_KEY` for what cannot be compared that way
 */
export function writeKey(key: unknown): string {
  return write(key, new Set());
}

function write(value: unknown, around: ReadonlySet<object>): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'bigint':
      return `${String(value)}n`;
    case 'object':
      return value === null ? 'null' : writeObject(value, around);
    case 'function':
      return `function ${String(numberOf(value))}`;
    default:
      throw notAKey(`a ${typeof value}`);
  }
}

function writeObject(value: object, around: ReadonlySet<object>): string {
  if (around.has(value)) throw notAKey('an object that contains itself');
  const within = new Set([...around, value]);
  // Dates, URLs and buffers say themselves what they hold.
  if ('toJSON' in value && typeof value.toJSON === 'function') return write((value.toJSON as () => unknown)(), within);
  if (Array.isArray(value)) return `[${value.map((item: unknown) => write(item, within)).join()}]`;
  const properties = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  if (properties.length === 0 && !isPlain(value)) throw notAKey('an object whose content cannot be seen');
  const held = properties.filter(([, content]) => content !== undefined);
  return `{${held.map(([name, content]) => `${JSON.stringify(name)}:${write(content, within)}`).join()}}`;
}

function numberOf(code: object): number {
  const number = numbers.get(code) ?? (functions += 1);
  numbers.set(code, number);
  return number;
}

/** A map, a regular expression or a promise looks like an empty object, and is none. */
function isPlain(value: object): boolean {
  const prototype = Reflect.getPrototypeOf(value);
  return prototype === null || Reflect.getPrototypeOf(prototype) === null;
}

function notAKey(what: string): HotReloadError {
  return new HotReloadError(
    'NOT_A_KEY',
    `The key of keep() holds ${what}, which cannot be compared: use strings, numbers, classes, arrays and plain objects of them.`,
  );
}
