---
export const added = 'new';
