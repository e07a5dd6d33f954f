module.hot.accept();
---
module.hot.accept();
throw new Error('worker');
