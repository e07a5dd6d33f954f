/** Decides what becomes of a connection while a process drains. */

/** Milliseconds within which a client that keeps a connection for its next request usually sends it. */
export const REQUEST_PAUSE = 250;

/** What a connection is busy with. */
export interface ConnectionView {
  /** `handshake`: will be something else. `other`: is a protocol of its own, such as WebSocket. */
  readonly protocol: 'http' | 'handshake' | 'other';
  /** How many requests are in flight. */
  readonly requests: number;
  /** Milliseconds since it was opened or since its last request was answered. */
  readonly idleFor: number;
}

/** What to do: leave it alone, close it, or look again once something has happened or a time is over. */
export type ConnectionFate =
  | { readonly kind: 'leave' | 'close' | 'wait' }
  | { readonly kind: 'wait-for'; /** Milliseconds. */ readonly time: number };

/** Decides. */
export function decideFate({ protocol, requests, idleFor }: ConnectionView): ConnectionFate {
  if (requests > 0) return { kind: 'wait' };
  if (protocol === 'other') return { kind: 'leave' };
  if (idleFor < REQUEST_PAUSE) return { kind: 'wait-for', time: REQUEST_PAUSE - idleFor };
  return { kind: protocol === 'http' ? 'close' : 'leave' };
}
