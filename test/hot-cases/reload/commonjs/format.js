module.exports = function format(text) {
  return `${text}!`;
};
---
module.exports = function format(text) {
  this && (this.kept = `${text}?`);
  return `${text}?`;
};
