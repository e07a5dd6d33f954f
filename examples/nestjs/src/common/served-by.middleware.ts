/** Says in a header who has answered. */

import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { ServerResponse } from 'node:http';

@Injectable()
export class ServedByMiddleware implements NestMiddleware {
  use(_request: unknown, response: ServerResponse, next: () => void): void {
    response.setHeader('x-served-by', 'bookshop');
    next();
  }
}
