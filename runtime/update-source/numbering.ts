/** Decides whether two builds mean the same modules by the same numbers. */

import type { Journal } from '../protocol/journal';

/** What the modules are whose identifier is but a number. */
export type ModuleNames = NonNullable<Journal['names']>;

/**
 * Whether no number has come to mean another module, and no module has got another number: webpack counts anew in each
 * session, in an order that depends on what there is to count (`optimization.moduleIds`).
 */
export function areNumberedAlike(before: ModuleNames, after: ModuleNames): boolean {
  const names = new Set(Object.values(after));
  const isGone = (id: string, name: string): boolean => after[id] === undefined && !names.has(name);
  return Object.entries(before).every(([id, name]) => after[id] === name || isGone(id, name));
}
