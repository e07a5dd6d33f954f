export const a = 'a one';
---
---
export const a = 'a two';
---
export const a = 'a four';
