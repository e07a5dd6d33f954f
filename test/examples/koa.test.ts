/** Runs the example for Koa, and edits it. */

import { testBookshop } from './support/bookshop-story';

testBookshop('koa');
