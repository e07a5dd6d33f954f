/** The same application without the runtime; it, too, needs the module as an object. */

import * as routes from './routes.mjs';

const live = Object(routes);
console.log(live.handle('/'));
