let calls = 0;
export const count = () => `a${++calls}`;
import.meta.webpackHot.accept();
---
import.meta.webpackHot.accept();
throw new Error('no');
---
let calls = 0;
export const count = () => `c${++calls}`;
import.meta.webpackHot.accept();
