export const schema = 'schema 1';
---
export const schema = 'schema 2';
