/** Decides whether there is memory for all tools at once. */

import os from 'node:os';

/** What a tool needs at most with its server, in bytes: measured generously. */
const memoryOf = (size) => 350e6 + size * 200e3;

/** The share of the free memory that may be used. */
const SHARE = 0.6;

export function fitSideBySide({ drivers, sideBySide }, size) {
  if (sideBySide !== 'auto') return sideBySide === 'yes';
  return drivers.length * memoryOf(size) < os.freemem() * SHARE;
}
