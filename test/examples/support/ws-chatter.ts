/** Chats over a plain WebSocket. */

import { type RawData, WebSocket } from 'ws';

import type { Chatter } from './chatter';

/** Opens a connection, and waits for the name that it is given. */
export async function connectWebSocket(port: number): Promise<Chatter> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  const welcome = await nextOf(socket, ({ type }) => type === 'welcome');
  const { name } = JSON.parse(welcome) as { name: string };
  return {
    get closed() {
      return socket.readyState !== WebSocket.OPEN;
    },
    say: async (text) => {
      const said = nextOf(socket, ({ by }) => by === name);
      socket.send(JSON.stringify({ type: 'say', text }));
      return said;
    },
    health: async () => {
      const health = nextOf(socket, ({ type }) => type === 'health');
      socket.send(JSON.stringify({ type: 'health' }));
      return JSON.parse(await health);
    },
    close: () => socket.terminate(),
  };
}

/** Waits for a message; fails where the connection ends before. */
async function nextOf(
  socket: WebSocket,
  wanted: (message: { type?: string; by?: string }) => boolean,
): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    const settle = (error?: Error, text = ''): void => {
      socket.off('message', look).off('close', end).off('error', settle);
      if (error) reject(error);
      else resolve(text);
    };
    const look = (data: RawData): void => {
      const text = (data as Buffer).toString();
      if (wanted(JSON.parse(text))) settle(undefined, text);
    };
    const end = (): void => settle(new Error('The connection has ended'));
    socket.on('message', look).on('close', end).on('error', settle);
  });
}
