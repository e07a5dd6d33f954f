/** Remembers what takes long to find; an edit elsewhere does not evaluate it again, so it stays filled. */

interface Entry {
  readonly value: unknown;
  views: number;
}

const entries = new Map<string, Entry>();

export async function remember<T>(key: string, find: () => Promise<T>): Promise<{ value: T; views: number }> {
  const entry = entries.get(key) ?? keep(key, await find());
  entry.views += 1;
  return { value: entry.value as T, views: entry.views };
}

/** Whoever was first has filled the cache, also for those who have searched at the same time. */
function keep(key: string, value: unknown): Entry {
  const entry = entries.get(key) ?? { value, views: 0 };
  entries.set(key, entry);
  return entry;
}
