import { gone } from './gone';
export const parent = gone;
---
export const parent = 'without';
---
export const parent = 'again';
