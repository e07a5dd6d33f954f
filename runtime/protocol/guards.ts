/** Tells what a value of unknown origin is. */

import type { ModuleId } from './identifiers';

/** A value, or the reason why there is none. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** Reads a text as JSON. */
export function parseJson(text: string): Parsed<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, reason: 'it is not JSON' };
  }
}

/**
 * Reads a text that says itself what it is.
 *
 * @param is - whether a value is of that format
 * @param format - its name
 */
export function parseFormat<T>(text: string, is: (value: unknown) => value is T, format: string): Parsed<T> {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  return is(parsed.value) ? { ok: true, value: parsed.value } : { ok: false, reason: `its format is not ${format}` };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isRecordOf<T>(value: unknown, is: (item: unknown) => item is T): value is Record<string, T> {
  return isRecord(value) && Object.values(value).every(is);
}

export function isString(value: unknown): value is string {
  return typeof value === 'string';
}

export function isIdList(value: unknown): value is ModuleId[] {
  return Array.isArray(value) && value.every((item) => isString(item) || typeof item === 'number');
}
