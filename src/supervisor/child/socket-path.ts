/** Gives a Unix domain socket names that outlive the process that has bound it. */

import fs from 'node:fs';
import { bindPath, type ListeningHandle } from './node-internals';

/** A socket that is bound, with its second name. */
export interface BoundPath {
  readonly handle: ListeningHandle;
  readonly spareName: string;
}

/** A path that begins so is a name in no file system, and disappears with the socket. */
const ABSTRACT = '\0';

export function isInFileSystem(path: string): boolean {
  return !path.startsWith(ABSTRACT);
}

/**
 * Binds a socket, in such a way that closing it leaves its path alone: libuv deletes the path that it has bound
 * (src/unix/pipe.c, uv__pipe_close), so that one is another, which is renamed at once.
 *
 * @returns nothing where that cannot be done; a plain attempt will tell why
 */
export function bindLastingly(path: string): BoundPath | undefined {
  const spareName = `${path}.${String(process.pid)}`;
  const boundName = `${spareName}~`;
  const handle = bindPath(boundName);
  if (!handle) return undefined;
  try {
    fs.renameSync(boundName, spareName);
    fs.linkSync(spareName, path);
    return { handle, spareName };
  } catch {
    handle.close();
    removeName(spareName);
    return undefined;
  }
}

/** Makes sure that a path leads to a socket: applications delete what they think a process before has left. */
export function restorePath(path: string, spareName: string): boolean {
  try {
    if (inodeOf(path) === undefined) fs.linkSync(spareName, path);
    return inodeOf(path) === inodeOf(spareName);
  } catch {
    return false;
  }
}

/** Deletes a path, as libuv does when a server closes; not if it leads somewhere else by now. */
export function removePath(path: string, spareName: string): void {
  if (inodeOf(path) === inodeOf(spareName)) removeName(path);
}

/** Deletes a name; like libuv, whatever comes of it. */
export function removeName(name: string): void {
  try {
    fs.rmSync(name, { force: true });
  } catch {
    // Somebody has changed the folder, who is welcome to what is left in it.
  }
}

/** Sets the mode where the application wants it: the path that the socket was bound to is no more. */
export function chmodByPath(handle: ListeningHandle, path: string): void {
  const READABLE = 1;
  const WRITABLE = 2;
  handle.fchmod = (mode) => {
    const bits = (mode & READABLE ? 0o444 : 0) | (mode & WRITABLE ? 0o222 : 0);
    fs.chmodSync(path, fs.statSync(path).mode | bits);
    return 0;
  };
}

function inodeOf(file: string): number | undefined {
  try {
    return fs.statSync(file).ino;
  } catch {
    return undefined;
  }
}
