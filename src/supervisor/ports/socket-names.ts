/** Takes away the names that a Unix domain socket has in the file system. */

import fs from 'node:fs';
import type { SocketName } from '../../../runtime/protocol/preload';

/** Removes both names of a socket, unless the first belongs to another one by now. */
export function removeNames({ address, spareName }: SocketName): void {
  if (address === null || spareName === null) return;
  try {
    if (inodeOf(address) === inodeOf(spareName)) fs.rmSync(address, { force: true });
    fs.rmSync(spareName, { force: true });
  } catch {
    // Somebody has changed the folder, who is welcome to what is left in it.
  }
}

function inodeOf(file: string): number | undefined {
  return fs.statSync(file, { throwIfNoEntry: false })?.ino;
}
