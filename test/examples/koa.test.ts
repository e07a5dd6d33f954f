/** Runs the example for Koa, and edits it. */

import { testBookshop } from './support/bookshop-story';
import { REST } from './support/rest-api';

testBookshop('koa', { api: REST });
