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
 * @param updates - the texts of the update files of a build, as they were written; without any there is nothing to tell
 */
export function containFactory(updates: readonly string[], patch: string): boolean {
  const factory = findFactory(patch);
  if (factory === undefined || updates.length === 0) return true;
  if (updates.some((update) => update.includes(factory))) return true;
  const plain = factory.replaceAll(STRICT, '');
  return updates.some((update) => update.replaceAll(STRICT, '').includes(plain));
}

function findFactory(text: string): string | undefined {
  const [start, end] = [text.indexOf(START), text.lastIndexOf(END)];
  return start >= 0 && end > start ? text.slice(start, end + END.length) : undefined;
}
