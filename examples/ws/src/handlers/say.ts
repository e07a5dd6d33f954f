/** {"type":"say"}: tells everybody. */

import type { WebSocket } from 'ws';

import { censor } from '../middleware/censor';
import { broadcast } from '../services/broadcast';
import { countLine } from '../services/history';
import { nameOf } from '../services/members';
import { wordLine } from '../services/wording';

export function say(socket: WebSocket, text: string): void {
  const by = nameOf(socket);
  broadcast({ type: 'said', by, line: wordLine(by, censor(text)), number: countLine() });
}
