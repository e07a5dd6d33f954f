/** Decides which modules an application of a given size has and what each imports. */

/** How many modules an inner module of the tree imports. */
const BRANCHES = 12;
/** How many modules share one helper. */
const HELPER_SHARE = 20;
/** How many modules lie in one folder. */
const FOLDER_SIZE = 48;

/**
 * A tree of modules below the router. Every second module also imports the hub, and each imports one of the helpers.
 *
 * @param {number} size - how many modules there shall be, beside entry, server, router and state
 */
export function createGraph(size) {
  const helpers = Math.max(2, Math.floor(size / (HELPER_SHARE + 1)));
  const count = Math.max(2, size - helpers - 1);
  const modules = Array.from({ length: count }, (_, id) => ({
    id,
    children: childrenOf(id, count),
    helper: id % helpers,
    importsHub: id % 2 === 0,
  }));
  const hubImporters = modules.filter(({ importsHub }) => importsHub).length;
  return { size, helpers, modules, hubImporters, leaf: firstLeaf(count) };
}

function childrenOf(id, count) {
  const first = id * BRANCHES + 1;
  const length = Math.max(0, Math.min(BRANCHES, count - first));
  return Array.from({ length }, (_, index) => first + index);
}

/** The module at the end of the way that always takes the first import: it is as deep as the tree. */
function firstLeaf(count) {
  let id = 0;
  while (id * BRANCHES + 1 < count) id = id * BRANCHES + 1;
  return id;
}

/** Where a module of the tree lies, relative to the folder of the sources. */
export const moduleFile = (id) => `area-${Math.floor(id / FOLDER_SIZE)}/module-${id}.ts`;

export const helperFile = (id) => `helpers/helper-${id}.ts`;

export const HUB_FILE = 'hub.ts';
