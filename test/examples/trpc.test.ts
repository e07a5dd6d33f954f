/** Runs the example for tRPC, and edits it. */

import { testBookshop } from './support/bookshop-story';
import { TRPC } from './support/trpc-api';

testBookshop('trpc', { api: TRPC, handler: 'src/routers/books.ts' });
