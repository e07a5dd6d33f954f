/** Runs the example for Express, and edits it. */

import { testBookshop } from './support/bookshop-story';
import { REST } from './support/rest-api';

testBookshop('express', { api: REST });
