module.exports = { name: 'one' };
---
module.exports = { name: 'two' };
---
module.exports = { name: 'three' };
