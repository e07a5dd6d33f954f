---
import { deeper } from './deeper';
globalThis.evaluations = (globalThis.evaluations ?? 0) + 1;
export const name = `${deeper}, ${globalThis.evaluations}`;
---
---
(removed)
---
import { deeper } from './deeper';
globalThis.evaluations = (globalThis.evaluations ?? 0) + 1;
export const name = `${deeper}, ${globalThis.evaluations}`;
