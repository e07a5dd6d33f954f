/** Runs the example for Fastify, and edits it. */

import { testBookshop } from './support/bookshop-story';

testBookshop('fastify', { middleware: 'src/hooks/served-by.ts' });
