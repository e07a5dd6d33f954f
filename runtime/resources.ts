/** Knows which file a module was built from. */

import type { ModuleId } from './protocol/identifiers';
import type { Journal } from './protocol/journal';

/** The part of a journal that is about files, with the folder that its paths start from. */
export interface ResourceTable extends Pick<Journal, 'context' | 'resources'> {
  /** Absolute path of the output folder, with `/` as separator. */
  readonly outputFolder: string;
}

/** Maps module ids to files. */
export class Resources {
  readonly #read: () => ResourceTable | undefined;

  /** @param read - gets the newest table */
  constructor(read: () => ResourceTable | undefined) {
    this.#read = read;
  }

  /** What people know a module by: its identifier, or its file where that is a number or a hash. */
  nameOf(id: ModuleId): ModuleId {
    const resource = isPath(id) ? undefined : this.#read()?.resources[id];
    return resource === undefined || resource === '' ? id : resource;
  }

  /** Absolute path of a module's file; empty where it is not known. */
  of(id: ModuleId): string {
    const table = this.#read();
    if (table === undefined) return '';
    const { context, outputFolder, resources } = table;
    const path = resources[id] ?? (isPath(id) ? String(id) : undefined);
    return path === undefined || path === '' ? '' : joinPath(outputFolder, context, path);
  }
}

/** Joins path segments that use `/`; a segment that is absolute begins anew. */
export function joinPath(...segments: readonly string[]): string {
  const start = Math.max(0, segments.findLastIndex(isAbsolute));
  const parts: string[] = [];
  for (const part of segments.slice(start).join('/').split('/')) {
    if (part === '..') parts.splice(Math.max(1, parts.length - 1));
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part);
  }
  return parts.join('/');
}

/** The folder that a path lies in. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** Whether an identifier is the path of a file, as those of webpack's development mode are. */
function isPath(id: ModuleId): boolean {
  return String(id).startsWith('.');
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path);
}
