---
export const deeper = 'deeper one';
---
export const deeper = 'deeper two';
---
(removed)
---
export const deeper = 'deeper three';
