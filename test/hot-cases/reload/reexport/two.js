export const two = 'two';
---
---
export const two = 'new two';
export const more = true;
