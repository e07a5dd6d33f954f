export const b = 'b1';
---
export const b = 'b2';
---
export const b = 'b3';
