/** Reduces what a process tells of its health to what any number of edits must leave as it was. */

/** What an example tells of its process. */
export interface Health {
  readonly pid: number;
  /** Of the server, or of one of its connections. */
  readonly listeners: number;
  readonly resources: readonly string[];
}

/** Leaves out what comes and goes, such as connections; servers and timers that keep the process alive stay. */
export function lasting(told: unknown): Health {
  const { pid, listeners, resources } = told as Health;
  return { pid, listeners, resources: resources.filter((name) => /^(TCPServerWrap|Timeout)$/.test(name)) };
}
