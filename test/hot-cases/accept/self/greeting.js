export const greet = () => 'good morning';
module.hot.accept();
---
export const greet = () => 'good evening';
module.hot.accept();
