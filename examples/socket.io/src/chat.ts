/** Receives what happens on connections, and finds the handler for it; a handler that is added works on open connections. */

import type { Socket } from 'socket.io';
import { ZodError } from 'zod';

import { health } from './events/health';
import { say } from './events/say';
import './services/announcements';
import { countGuest } from './services/history';

type Handler = (socket: Socket, argument: unknown) => object;

const handlers = new Map<string, Handler>(Object.entries({ say, health }));

export function joined(socket: Socket): void {
  socket.data.name = `guest ${countGuest()}`;
  socket.emit('welcome', socket.data.name);
}

/** Answers the event if its client has asked for an acknowledgement, which comes as the last argument. */
export function received(socket: Socket, event: string, args: unknown[]): void {
  const last = args.at(-1);
  const answer = handle(socket, event, args[0]);
  if (typeof last === 'function') last(answer);
}

function handle(socket: Socket, event: string, argument: unknown): object {
  try {
    return handlers.get(event)?.(socket, argument) ?? { error: `There is no ${event}` };
  } catch (error) {
    if (error instanceof ZodError) return { error: 'That is not a message' };
    console.error(error);
    return { error: 'Something went wrong' };
  }
}
