export const name = 'old';
export const instance = {};
---
export const name = 'new';
export const instance = {};
