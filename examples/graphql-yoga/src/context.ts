/** What Yoga gives to every resolver. */

import type { IncomingMessage } from 'node:http';

export interface Context {
  readonly req: IncomingMessage;
}
