const { name } = require('./leaf');
exports.text = () => name;
---
---
const { name } = require('./leaf');
Object.defineProperty(exports, 'text', { enumerable: true, get: () => () => name });
exports.extra = true;
---
module.exports = { text: () => 'four' };
