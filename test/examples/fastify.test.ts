/** Runs the example for Fastify, and edits it. */

import { testBookshop } from './support/bookshop-story';

testBookshop('fastify', {
  middleware: 'src/hooks/served-by.ts',
  failures: [
    {
      what: 'a plugin',
      file: 'src/routes/books.ts',
      part: '  app.get<',
      replacement: `  throw new Error('boom');\n  app.get<`,
    },
  ],
});
