/** Makes a patch of an edited file, if that is possible. */

import type { Compilation } from 'webpack';
import type { Patch } from '../patch';
import type { Candidate } from './candidate';
import { holdCandidate } from './candidate';
import type { FileIndex } from './file-index';
import { listExtraFiles } from './file-index';
import type { ReadNow } from './file-content';
import { buildFresh, isCacheable } from './fresh-module';
import { describeFresh, findFreshProblem } from './fresh-problems';
import { asFileModule, asModule } from './internals';
import type { FileModule } from './internals';
import { laneVerdict } from './lane-verdict';
import { gatherFacts } from './module-facts';
import { readShape } from './module-shape';
import { renderFresh } from './patch-code';
import { compareShape } from './shape-comparison';

/** What has become of an edit. */
export type LaneResult =
  { readonly ok: true; readonly patch: Patch } | { readonly ok: false; readonly reason: string; readonly detail?: string };

/** How often a file may change while it is built, before it is left to the build. */
const MOST_TRIES = 3;

/** Takes hold of the module that a file makes up, or says why that is not possible. */
export function findCandidate(
  compilation: Compilation,
  index: FileIndex,
  file: string,
): { readonly ok: true; readonly candidate: Candidate } | Extract<LaneResult, { ok: false }> {
  const verdict = laneVerdict(gatherFacts(compilation, index, file));
  const [module] = index.find(compilation, file).modules;
  if (verdict !== 'take' || module === undefined) return { ok: false, reason: verdict };
  const candidate = holdCandidate(compilation, asFileModule(module));
  return candidate === undefined ? { ok: false, reason: 'not-held' } : { ok: true, candidate };
}

/**
 * Makes a patch.
 *
 * @param read - reads the file; as long as it changes meanwhile, the attempt is repeated
 */
export async function makePatch(candidate: Candidate, file: string, read: ReadNow): Promise<LaneResult> {
  let content = read(file);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if (content === undefined || content.length === 0) return { ok: false, reason: 'file-empty' };
    const fresh = await buildFresh(candidate.recipe, file, content);
    const now = read(file);
    if (now?.equals(content) === true) return judgeFresh(candidate, fresh);
    content = now;
  }
  return { ok: false, reason: 'file-unstable' };
}

function judgeFresh(candidate: Candidate, fresh: FileModule): LaneResult {
  const { compilation, old, shape, readBefore } = candidate;
  const facts = describeFresh(fresh, isCacheable(fresh), listExtraFiles(asModule(fresh)), readBefore);
  const problem = findFreshProblem(facts);
  if (problem !== undefined) return { ok: false, reason: problem };
  const comparison = compareShape(shape, readShape(fresh));
  if (!comparison.same) return { ok: false, reason: `other-${comparison.reason}`, detail: comparison.detail };
  const code = renderFresh(compilation, old, fresh, candidate, comparison.old);
  if (!code.ok) return code;
  return { ok: true, patch: { ...describePatch(candidate), fresh: code.code } };
}

function describePatch({ compilation, old, original, runtimes }: Candidate): Omit<Patch, 'fresh'> {
  const module = asModule(old);
  return {
    build: compilation.hash ?? '',
    module: module.identifier(),
    name: module.readableIdentifier(compilation.requestShortener),
    moduleHash: compilation.chunkGraph.getModuleHash(module, runtimes[0]),
    original,
  };
}
