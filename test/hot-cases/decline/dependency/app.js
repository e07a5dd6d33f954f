import { schema } from './schema';
export const text = () => schema;
module.hot.decline('./schema');
---
---
import { schema } from './schema';
export const text = () => `now ${schema}`;
