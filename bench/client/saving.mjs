/** Saves a file as editors do. */

import { closeSync, fstatSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';

const ways = {
  plain: overwrite,
  truncate: (file, text) => writeFileSync(file, text),
  rename(file, text) {
    writeFileSync(`${file}.tmp`, text);
    renameSync(`${file}.tmp`, file);
  },
};

export const SAVE_WAYS = Object.keys(ways);

export const saveFile = (file, text, way) => ways[way](file, text);

/**
 * Writes over the old text in one go: nobody sees the file empty or torn, however long this process is kept waiting
 * between two system calls. Some tools never recover from an empty file that they saw.
 */
function overwrite(file, text) {
  const descriptor = openSync(file, 'r+');
  try {
    writeSync(descriptor, text.padEnd(fstatSync(descriptor).size, '\n'));
  } finally {
    closeSync(descriptor);
  }
}
