export const name = 'one';
---
export const name = 'two';
export const extra = 'more';
---
export const name = 'three';
---
export const extra = 'again';
