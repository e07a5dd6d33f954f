export const text = () => 'one';
---
export const text = () => 'two';
