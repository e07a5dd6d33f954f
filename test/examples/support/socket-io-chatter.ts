/** Chats over Socket.IO. */

import { io } from 'socket.io-client';

import type { Chatter } from './chatter';

/** Opens a connection. */
export async function connectSocketIo(port: number): Promise<Chatter> {
  const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], reconnection: false, forceNew: true });
  const ask = async (event: string, ...args: string[]): Promise<unknown> =>
    socket.timeout(5_000).emitWithAck(event, ...args);
  await new Promise<void>((resolve) => socket.once('welcome', () => resolve()));
  return {
    get closed() {
      return !socket.connected;
    },
    say: async (text) => JSON.stringify(await ask('say', text)),
    health: async () => ask('health'),
    close: () => socket.disconnect(),
  };
}
