/** Words what people read. */

import { config } from '../config';

export function wordLine(name: string, text: string): string {
  return `[${config.room}] ${name}: ${text}`;
}
