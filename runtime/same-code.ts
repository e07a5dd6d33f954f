/** Compares the code of modules, whatever webpack happens to write differently from build to build. */

import type { ModuleFactory } from './host';

/** Whether two factories hold the same code. */
export function isSameCode(a: ModuleFactory | undefined, b: ModuleFactory | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && normalize(String(a)) === normalize(String(b)));
}

function normalize(text: string): string {
  return withoutDirective(withOrderedImports(text));
}

/**
 * Where all modules of a chunk are strict, webpack says so once for all of them (renderMain and renderChunk in
 * webpack/lib/javascript/JavascriptModulesPlugin.js); the same code comes with and without the directive.
 */
function withoutDirective(text: string): string {
  return text.replace(/^([^{]*\{\s*)"use strict";\n?/, '$1');
}

/**
 * Imports are numbered in the order in which webpack comes across them, which a build with errors can change for good
 * (getImportVar in webpack/lib/dependencies/esm/ESMImportDependency.js); here they are in the order in which they appear.
 */
function withOrderedImports(text: string): string {
  const order = new Map<string, number>();
  return text.replace(/(?<=__WEBPACK_IMPORTED_MODULE_)\d+(?=__)/g, (number) => {
    if (!order.has(number)) order.set(number, order.size);
    return String(order.get(number));
  });
}
