---
export const name = 'B';
---
export const name = 'new B';
