export const a = 'a1';
---
export const a = 'a2';
