/** The routes of the application, as a CommonJS module. */

exports.served = 0;

exports.handle = (path) => {
  exports.served += 1;
  return `served ${path}`;
};
