/** Says how hard the clients ask while an edit is made. */

/**
 * Pauses of the clients between a response and the next request, in milliseconds: of the one that keeps its connection,
 * and of the one that opens another each time, where there is one.
 */
export const LOADS = {
  /** Often enough to see when an edit is live; the cores have time left. Gives the latency. */
  steady: { kept: 1, fresh: 5 },
  /** Without pause: the cores have no time left. Gives the stall, and the latency under load. */
  full: { kept: 0, fresh: 5 },
  /** So seldom that the processor time is that of the tool. */
  gentle: { kept: 25 },
};
