/** Tells how a process has ended. */

/** How a process has ended. */
export type ProcessEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: string }
  /** It has never begun. */
  | { readonly kind: 'not-started'; readonly message: string };

/** Takes what Node.js says about an exit. */
export function toProcessEnd(code: number | null, signal: string | null): ProcessEnd {
  return code === null ? { kind: 'killed', signal: signal ?? 'a signal' } : { kind: 'exited', code };
}

/** Whether something has gone wrong; a program that does its work and ends has not crashed. */
export function isCrash(end: ProcessEnd): boolean {
  return end.kind !== 'exited' || end.code !== 0;
}
