/** Runs the example for Express, and edits it. */

import { testBookshop } from './support/bookshop-story';

testBookshop('express');
