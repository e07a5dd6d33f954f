/** Runs the example for ws, and edits it. */

import { testChat } from './support/chat-story';
import { connectWebSocket } from './support/ws-chatter';

testChat('ws', connectWebSocket, { file: 'src/handlers/say.ts', part: `type: 'said', by` });
