/** Finds out whether Node.js takes the files of a build for what they are: ECMAScript modules, or scripts. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Compilation } from 'webpack';
import { isRecord } from '../../runtime/protocol/guards';

/** How a file is written, and how Node.js reads it. */
export type ModuleFormat = 'commonjs' | 'module';

/** A file of the build that Node.js would take for something else. */
export interface MistakenFile {
  readonly name: string;
  readonly written: ModuleFormat;
}

/** Looks for an entry's file that cannot be run. */
export function findMistakenFile({ entrypoints, outputOptions }: Compilation): MistakenFile | undefined {
  const written = outputOptions.module ? 'module' : 'commonjs';
  const files = [...entrypoints.values()].flatMap((entry) => entry.getFiles());
  // Only for `.js` does Node.js look into package.json.
  const name = files.find((file) => file.endsWith('.js'));
  if (name === undefined) return undefined;
  const read = formatIn(path.dirname(path.join(outputOptions.path, name)));
  return read === undefined || read === written ? undefined : { name, written };
}

/** What the nearest `package.json` says of the `.js` files in a folder; without one, Node.js looks at the code. */
function formatIn(folder: string): ModuleFormat | undefined {
  const found = readPackage(folder);
  const parent = path.dirname(folder);
  if (found === undefined) return parent === folder ? undefined : formatIn(parent);
  const type = isRecord(found) ? found['type'] : undefined;
  return type === 'module' || type === 'commonjs' ? type : undefined;
}

function readPackage(folder: string): unknown {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  } catch {
    return undefined;
  }
}
