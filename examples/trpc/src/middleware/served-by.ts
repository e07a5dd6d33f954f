/** Says in a header who has answered. */

import type { ServerResponse } from 'node:http';

export function servedBy(response: ServerResponse): void {
  response.setHeader('x-served-by', 'bookshop');
}
