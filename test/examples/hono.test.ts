/** Runs the example for Hono, and edits it. */

import { testBookshop } from './support/bookshop-story';

testBookshop('hono');
