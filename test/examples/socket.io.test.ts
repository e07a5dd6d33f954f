/** Runs the example for Socket.IO, and edits it. */

import { testChat } from './support/chat-story';
import { connectSocketIo } from './support/socket-io-chatter';

testChat('socket.io', connectSocketIo, { file: 'src/events/say.ts', part: 'said = { by' });
