/** GET /hello */

import { greet } from '../greeting';

export const path = '/hello';

export function respond(count: number): string {
  return `${greet('world')} This is request ${count}.\n`;
}
