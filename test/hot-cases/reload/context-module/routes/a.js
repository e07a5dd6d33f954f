export const name = 'A';
---
---
---
(removed)
