export const shared = 'shared 1';
---
export const shared = 'shared 2';
