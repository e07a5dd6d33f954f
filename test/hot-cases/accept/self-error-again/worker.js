import { log } from './log';
log.push('first');
module.hot.accept((error) => log.push(error.message));
---
import { log } from './log';
throw new Error('broken');
module.hot.accept((error) => log.push(error.message));
---
import { log } from './log';
import './part';
module.hot.accept((error) => log.push(error.message));
---
import { log } from './log';
import './part';
log.push('well again');
module.hot.accept((error) => log.push(error.message));
---
import { log } from './log';
import './part';
log.push('no news');
module.hot.accept((error) => log.push(error.message));
