/** Chats: says what is typed, and prints what is said. */

import { createInterface } from 'node:readline';

import { io } from 'socket.io-client';

const socket = io(`http://localhost:${process.env.PORT ?? 3000}`);

socket.onAny((event, argument) => console.log(event, argument));
createInterface({ input: process.stdin }).on('line', (text) => socket.emit('say', text));
