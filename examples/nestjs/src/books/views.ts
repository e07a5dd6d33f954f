/** Counts who has looked at which book; providers are made anew with every edit, modules such as this one are not. */

const views = new Map<number, number>();

export function countView(id: number): number {
  const count = (views.get(id) ?? 0) + 1;
  views.set(id, count);
  return count;
}
