/** say: tells everybody. */

import type { Socket } from 'socket.io';
import { z } from 'zod';

import { io } from '../io';
import { censor } from '../middleware/censor';
import { countLine } from '../services/history';
import { wordLine } from '../services/wording';

const Text = z.string().min(1);

export function say(socket: Socket, argument: unknown): object {
  const by = String(socket.data.name);
  const said = { by, line: wordLine(by, censor(Text.parse(argument))), number: countLine() };
  io.emit('said', said);
  return said;
}
