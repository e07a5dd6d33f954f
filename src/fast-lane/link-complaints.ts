/** Finds what webpack would report of imports that an edited module did not have before. */

import type { Links } from './graph-views';
import type { ModuleGraph } from './internals';

/** Says what webpack would complain about in what was added. */
export function findComplaint(moduleGraph: ModuleGraph, links: Links): string | undefined {
  const complaints = [...links.keys()].flatMap((dependency) => [
    ...(dependency.getErrors(moduleGraph) ?? []),
    ...(dependency.getWarnings(moduleGraph) ?? []),
  ]);
  return complaints[0]?.message;
}
