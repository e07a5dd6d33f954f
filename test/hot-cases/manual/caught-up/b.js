---
export const b = 'b two';
---
---
---
export const b = 'b five';
---
export const b = 'b six';
