export const deep = 'deep 1';
---
---
export const deep = 'deep 2';
---
export const deep = 'deep 3';
