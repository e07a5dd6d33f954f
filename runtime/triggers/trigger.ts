/** Declares what a trigger is: something that rings when a build may have been published. */

/** Rings; it knows nothing of updates. */
export interface Trigger {
  stop(): void;
  /** Keeps the process alive while the trigger waits. */
  ref(): void;
  /** Lets the process end while the trigger waits (the default). */
  unref(): void;
}
