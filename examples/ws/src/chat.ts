/** Receives what happens on connections, and finds the handler for it. */

import type { WebSocket } from 'ws';
import { ZodError, z } from 'zod';

import { tellHealth } from './handlers/health';
import { say } from './handlers/say';
import { send } from './services/broadcast';
import './services/heartbeat';
import { addMember, nameOf, removeMember } from './services/members';

const Message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('say'), text: z.string().min(1) }),
  z.object({ type: z.literal('health') }),
]);

export function joined(socket: WebSocket): void {
  addMember(socket);
  send(socket, { type: 'welcome', name: nameOf(socket) });
}

export function received(socket: WebSocket, text: string): void {
  try {
    const message = Message.parse(JSON.parse(text));
    if (message.type === 'say') say(socket, message.text);
    else tellHealth(socket);
  } catch (error) {
    const mistake = error instanceof ZodError || error instanceof SyntaxError;
    if (!mistake) console.error(error);
    send(socket, { type: 'error', error: mistake ? 'That is not a message' : 'Something went wrong' });
  }
}

export function left(socket: WebSocket): void {
  removeMember(socket);
}
