export const text = () => 'one';
---
export const text = () => 'two';
---
export const text = () => 'three';
---
export const text = () => 'four';
