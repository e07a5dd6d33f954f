/** Reads files that are being written. */

import fs from 'node:fs';
import type { Compiler } from 'webpack';

/** The part of a file system that is needed. */
interface Files {
  readFileSync(file: string): Buffer | string;
}

/** Reads a file as it is now. */
export type ReadNow = (file: string) => Buffer | undefined;

/**
 * Makes the function that reads files of a compiler, without what its input file system remembers.
 */
export function readerFor({ inputFileSystem }: Compiler): ReadNow {
  const inner: unknown = inputFileSystem === null ? undefined : Reflect.get(inputFileSystem, 'fileSystem');
  const files = canRead(inner) ? inner : fs;
  return (file) => {
    try {
      return Buffer.from(files.readFileSync(file));
    } catch {
      return undefined;
    }
  };
}

function canRead(candidate: unknown): candidate is Files {
  return typeof candidate === 'object' && candidate !== null && 'readFileSync' in candidate;
}
