/** Knows where the files are that run inside the bundle. */

import path from 'node:path';

/** The folder that is bundled into the application, next to the one of the compiled compiler side. */
const RUNTIME_FOLDER: string = path.resolve(__dirname, '../runtime');

/** Both without capitals, which some file systems ignore. */
const RUNTIME_START = RUNTIME_FOLDER.toLowerCase();
const RUNTIME_NAME = path.basename(RUNTIME_START);

/** All of the live runtime: starts it, and exports its public interface. */
export const BOOTSTRAP_FILE: string = path.join(RUNTIME_FOLDER, 'bootstrap.js');

/** The public interface of the runtime for builds that are not reloadable. */
export const PASSTHROUGH_FILE: string = path.join(RUNTIME_FOLDER, 'passthrough/index.js');

/** What an application writes to import the runtime. */
export const RUNTIME_REQUEST = 'module-hot-reload/runtime';

/**
 * Says whether a request asks for a file of the runtime by its path.
 *
 * @param context - the folder from which it is requested
 * @param request - the request, possibly with loaders and a query
 */
export function isRuntimeFileRequest(context: string, request: string): boolean {
  if (!mayLeadToRuntime(context, request)) return false;
  const resource = request.slice(request.lastIndexOf('!') + 1).replace(/\?.*$/s, '');
  if (!path.isAbsolute(resource) && !/^\.\.?(?:[/\\]|$)/.test(resource)) return false;
  const fromFolder = path.relative(RUNTIME_FOLDER, path.resolve(context, resource));
  return fromFolder !== '' && !fromFolder.startsWith('..') && !path.isAbsolute(fromFolder);
}

/**
 * Tells most requests apart without looking closely: webpack asks for every import of every module in each build. A path
 * that ends up in a folder begins there, or names the folder.
 */
function mayLeadToRuntime(context: string, request: string): boolean {
  return request.toLowerCase().includes(RUNTIME_NAME) || context.toLowerCase().startsWith(RUNTIME_START);
}
