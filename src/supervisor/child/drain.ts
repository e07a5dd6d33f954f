/** Waits until the requests in flight are answered. */

import type { Connections } from './connections';
import { type ConnectionFate, decideFate } from './request-activity';

/** Closes what is idle; resolves when no request is in flight. */
export async function drainConnections(connections: Connections): Promise<void> {
  // Requests may have arrived in the same turn of the event loop.
  await new Promise<void>((resolve) => setImmediate(resolve));
  for (;;) {
    const fates = decideFates(connections);
    if (fates.every(({ kind }) => kind === 'close' || kind === 'leave')) return;
    const times = fates.map((fate) => (fate.kind === 'wait-for' ? fate.time : Infinity));
    await changeOrTime(Math.min(...times), connections);
  }
}

function decideFates(connections: Connections): ConnectionFate[] {
  return connections.view().map(([socket, view]) => {
    const fate = decideFate(view);
    if (fate.kind === 'close') socket.destroy();
    return fate;
  });
}

async function changeOrTime(time: number, connections: Connections): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = time === Infinity ? undefined : setTimeout(resolve, Math.ceil(time));
    connections.onChange(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
