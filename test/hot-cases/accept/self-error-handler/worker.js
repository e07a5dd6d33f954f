import { errors } from './log';
module.hot.accept((error, { moduleId }) => errors.push([error.message, moduleId]));
---
import { errors } from './log';
module.hot.accept((error, { moduleId }) => errors.push([error.message, moduleId]));
throw new Error('broken');
---
import { errors } from './log';
errors.push('well again');
