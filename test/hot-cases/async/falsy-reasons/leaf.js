export const leaf = 1;
---
export const leaf = 1;
---
export const leaf = 1;
---
throw 0;
---
export const leaf = 1;
