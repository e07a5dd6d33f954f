/** Runs what it is sent, and evaluates what depends on it again: no check, no rollback, no state that could go wrong. */

const path = require('node:path');
const vm = require('node:vm');

/** What the entry asks for the newest router. */
const newest = (globalThis.newest = {});
const factories = new Map();
const modules = new Map();
const importers = new Map();

function load(file) {
  const known = modules.get(file);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  modules.set(file, module);
  const requireFrom = (request) => {
    if (!request.startsWith('.')) return require(request);
    const target = path.join(path.dirname(file), request);
    if (!importers.has(target)) importers.set(target, new Set());
    importers.get(target).add(file);
    return load(target);
  };
  factories.get(file)(module, module.exports, requireFrom);
  return module.exports;
}

/** Forgets a module and all that depend on it, but not the entry. */
function forget(file) {
  if (file === 'main.ts' || !modules.delete(file)) return;
  for (const importer of importers.get(file) ?? []) forget(importer);
}

process.on('message', (codes) => {
  for (const [file, code] of codes) {
    factories.set(file, vm.runInThisContext(`(function (module, exports, require) {${code}\n})`, { filename: file }));
    forget(file);
  }
  newest.router = load('router.ts');
  load('main.ts');
});
process.on('disconnect', () => process.exit());
