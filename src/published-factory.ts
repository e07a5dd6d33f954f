/** Finds the code of a module that was published alone in the update files of a build. */

/** What precedes a module that is a property of an object, and what its last line begins with (webpack/lib/template/Template.js). */
const START = '\n/***/ "';
const END = '\n/***/ ';

/** Modules say it themselves where not all modules of a file do (webpack/lib/javascript/JavascriptModulesPlugin.js). */
const STRICT = '"use strict";\n';

/**
 * Says whether update files contain a module as it was published. What cannot be told counts as contained: a module
 * with a number for a name may be rendered otherwise among others.
 *
 * @param patch - the text of an update file with this module only
 * @param updates - the texts of the update files that lead to a build, as they were written, newest first: of those that
 *   contain the module the first one decides, for there are some of builds before that have failed; without any there is
 *   nothing to tell
 */
export function containFactory(updates: readonly string[], patch: string): boolean {
  const factory = findFactory(patch);
  if (factory === undefined || updates.length === 0) return true;
  const newest = updates.find((update) => update.includes(headingOf(factory)));
  if (newest === undefined) return false;
  return newest.includes(factory) || newest.replaceAll(STRICT, '').includes(factory.replaceAll(STRICT, ''));
}

/** Its name, up to the quotation mark at the end. */
function headingOf(factory: string): string {
  return factory.slice(0, factory.indexOf('"', START.length) + 1);
}

function findFactory(text: string): string | undefined {
  const [start, end] = [text.indexOf(START), text.lastIndexOf(END)];
  return start >= 0 && end > start ? text.slice(start, end + END.length) : undefined;
}
