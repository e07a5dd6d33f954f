/** Runs the example for Hono, and edits it. */

import { testBookshop } from './support/bookshop-story';
import { REST } from './support/rest-api';

testBookshop('hono', { api: REST });
