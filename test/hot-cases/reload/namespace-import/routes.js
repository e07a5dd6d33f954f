export default 'default one';
export const name = 'one';
---
export default 'default two';
export const name = 'two';
