/** A module that is a function. */

module.exports = function greet(name) {
  return `Hello, ${name}`;
};
