export const one = 'one';
---
export const one = 'new one';
