export const job = 'job 1';
---
export const job = 'job 2';
---
export const job = 'job 3';
