/** Hears of the collections in which V8 forgets code. */

import { constants, PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';

/** What Node.js says of a collection (lib/internal/perf/observe.js). */
type CollectionEntry = PerformanceEntry & { readonly detail?: { readonly kind?: number } };

/**
 * Calls back after each collection of the whole heap. Optimized code of functions that nobody holds just then, such as
 * the inner functions of a printer, is gone after it (v8/src/heap/mark-compact.cc).
 *
 * @returns ends it
 */
export function observeCollections(onCollected: () => void): () => void {
  const observer = new PerformanceObserver((list) => {
    if (list.getEntries().some(isOfWholeHeap)) onCollected();
  });
  observer.observe({ entryTypes: ['gc'] });
  return () => observer.disconnect();
}

const isOfWholeHeap = ({ detail }: CollectionEntry): boolean => detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR;
