/** Owns the server of Socket.IO, so that every module may send: it is never edited, so it is never made again. */

import { Server } from 'socket.io';

export const io = new Server();
