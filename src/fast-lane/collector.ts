/** Follows V8's garbage collector: it forgets code, and takes as long as the lane. */

import { constants, PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import v8 from 'node:v8';

/** What is asked of a garbage collector. */
export interface Collector {
  /**
   * Calls back after each collection of the whole heap. Optimized code of functions that nobody holds just then, such
   * as the inner functions of a printer, is gone after it (v8/src/heap/mark-compact.cc).
   *
   * @returns ends it
   */
  observe(onCollected: () => void): () => void;
  /**
   * Whether there is room for what a save makes. Where it is not, young objects are collected in the middle of it: V8
   * begins with four fifths (v8/src/heap/scavenge-job.cc), and takes 3 to 7 ms in the process of webpack.
   */
  hasRoom(): boolean;
}

/** What Node.js says of a collection (lib/internal/perf/observe.js). */
type CollectionEntry = PerformanceEntry & { readonly detail?: { readonly kind?: number } };

/** The garbage collector of this process. */
export const V8_COLLECTOR: Collector = {
  observe: (onCollected) => {
    const observer = new PerformanceObserver((list) => {
      if (list.getEntries().some(isOfWholeHeap)) onCollected();
    });
    observer.observe({ entryTypes: ['gc'] });
    return () => observer.disconnect();
  },
  hasRoom: () => {
    const young = v8.getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
    return young === undefined || young.space_used_size <= young.space_available_size;
  },
};

const isOfWholeHeap = ({ detail }: CollectionEntry): boolean => detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR;
