export const value = 'one';
---
export const value = missing(;
---
export const value = 'three';
