export const name = 'one';
---
export const name = 'two';
---
export const name = 'three';
