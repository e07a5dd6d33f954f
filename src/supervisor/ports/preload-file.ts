/** Knows where the script is that a supervised process runs before the application. */

import path from 'node:path';

/** The file that `node --require` is given. */
export const PRELOAD_FILE: string = path.resolve(__dirname, '../child/preload.js');
