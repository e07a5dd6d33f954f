export const text = 'lazy 1';
---
export const text = 'lazy 2';
---
export const text = 'lazy 3';
---
export const text = 'lazy 4';
