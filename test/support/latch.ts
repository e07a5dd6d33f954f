/** Keeps asynchronous code of a test waiting until the test lets it go on. */

/** A promise that a test settles. */
export interface Latch {
  readonly wait: Promise<void>;
  readonly open: () => void;
}

export function createLatch(): Latch {
  let open = (): void => undefined;
  const wait = new Promise<void>((resolve) => (open = resolve));
  return { wait, open };
}

/** Lets everything happen that waits for nothing but its turn. */
export function turn(): Promise<void> {
  return new Promise(setImmediate);
}
