/** Runs the example for NestJS, and edits it. */

import { testBookshop } from './support/bookshop-story';
import { REST } from './support/rest-api';

testBookshop('nestjs', {
  api: REST,
  handler: 'src/books/books.controller.ts',
  service: 'src/books/pricing.service.ts',
  middleware: 'src/common/served-by.middleware.ts',
  failures: [
    {
      what: 'a provider',
      file: 'src/books/exchange-rates.service.ts',
      part: 'onModuleInit(): void {',
      replacement: `onModuleInit(): void {\n    throw new Error('boom');`,
      error: 'boom',
    },
  ],
});
