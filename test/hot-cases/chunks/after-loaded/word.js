export const word = 'one';
---
export const word = 'two';
