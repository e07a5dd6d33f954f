/** Chats: says what is typed, and prints what is said. */

import { createInterface } from 'node:readline';

import { WebSocket } from 'ws';

const socket = new WebSocket(`ws://localhost:${process.env.PORT ?? 3000}`);

socket.on('message', (data) => console.log(String(data)));
socket.on('close', () => process.exit());
createInterface({ input: process.stdin }).on('line', (text) => socket.send(JSON.stringify({ type: 'say', text })));
