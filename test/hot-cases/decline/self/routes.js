export const name = 'routes 1';
---
export const name = 'routes 2';
