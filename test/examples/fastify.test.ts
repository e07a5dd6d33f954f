/** Runs the example for Fastify, and edits it. */

import { testBookshop } from './support/bookshop-story';
import { REST } from './support/rest-api';

testBookshop('fastify', {
  api: REST,
  middleware: 'src/hooks/served-by.ts',
  failures: [
    {
      what: 'a plugin',
      file: 'src/routes/books.ts',
      part: '  app.get<',
      replacement: `  throw new Error('boom');\n  app.get<`,
      error: 'boom',
    },
  ],
});
