/** Makes a patch of an edited file, if that is possible. */

import type { Compilation, Dependency } from 'webpack';
import type { Patch } from '../patch';
import type { Aftermath } from './aftermath';
import { linkImports } from './added-imports';
import type { Candidate } from './candidate';
import { areImportsBuilt, holdCandidate, recallCandidate } from './candidate';
import type { FileIndex } from './file-index';
import { listExtraFiles } from './file-index';
import type { ReadNow } from './file-content';
import { buildFresh, isCacheable } from './fresh-module';
import type { FreshText } from './fresh-module';
import { findExportFollower } from './changed-exports';
import { describeFresh, findFreshProblem } from './fresh-problems';
import type { Substitute } from './graph-views';
import { asFileModule, asModule } from './internals';
import type { FileModule } from './internals';
import type { LaneFailure, LaneResult } from './lane-result';
import { attempt, failure } from './lane-result';
import { laneVerdict } from './lane-verdict';
import type { Mismatches } from './mismatches';
import { gatherFacts } from './module-facts';
import { readShape } from './module-shape';
import { renderFresh } from './patch-code';
import type { Correspondence, Likeness } from './shape-comparison';
import { compareShape } from './shape-comparison';

type PatchText = Pick<Patch, 'content' | 'file' | 'readAt'>;

/** The category of what a CommonJS module reads of itself. */
const OWN = 'self';

/** How often a file is read that changes while it is built, or is empty, before it is left to the build. */
const MOST_TRIES = 5;

/** How long to wait for the text of a file that an editor has emptied first, in milliseconds. */
const PAUSE = 2;

/** The build that an edit is compared with, and what is known of its files. */
export interface LastBuild {
  readonly compilation: Compilation;
  readonly index: FileIndex;
  readonly mismatches: Pick<Mismatches, 'has'>;
}

export type Found = { readonly ok: true; readonly candidate: Candidate } | LaneFailure;

/** Takes hold of the module that a file makes up, or says why that is not possible. */
export function findCandidate({ compilation, index, mismatches }: LastBuild, file: string): Found {
  const use = index.find(compilation, file);
  const verdict = laneVerdict({ ...gatherFacts(compilation, file, use), hasMismatched: mismatches.has(file) });
  const [module] = use.modules;
  if (verdict !== 'take' || module === undefined) return { ok: false, reason: verdict };
  const candidate = holdCandidate(compilation, asFileModule(module));
  return candidate === undefined ? { ok: false, reason: 'not-held' } : { ok: true, candidate };
}

/**
 * Takes hold of it when webpack has begun another build, if it was looked at before: a module that is built anew is still the
 * same object, and what the last build had of it may be gone.
 *
 * @param reason - why nothing else is possible
 */
export function findHeldCandidate({ compilation, index, mismatches }: LastBuild, file: string, reason: string): Found {
  const [module] = index.has(compilation) ? index.find(compilation, file).modules : [];
  const candidate = module && recallCandidate(compilation, asFileModule(module));
  if (candidate === undefined) return { ok: false, reason };
  return mismatches.has(file) ? { ok: false, reason: 'mismatched-before' } : { ok: true, candidate };
}

/** An edit of a file that makes up a module. */
export interface Edit extends Omit<FreshText, 'content'> {
  readonly candidate: Candidate;
  /** Reads the file; as long as it changes while it is built, that is repeated. */
  readonly read: ReadNow;
  readonly aftermath: Aftermath;
}

/**
 * Makes a patch.
 *
 * @param content - of the file, as it was read last
 * @param done - called with the patch, or with what is in its way
 */
export function makePatch(
  edit: Edit,
  content: Buffer | undefined,
  done: (result: LaneResult) => void,
  tries: number = MOST_TRIES,
): void {
  const { candidate, file, read, whenReady } = edit;
  const again = (next: Buffer | undefined): void => makePatch(edit, next, done, tries - 1);
  if (content === undefined || content.length === 0) {
    if (tries > 1) setTimeout(() => again(read(file)), PAUSE);
    else done({ ok: false, reason: 'file-empty' });
  } else {
    buildFresh(candidate.recipe, { file, content, whenReady }, (result) => {
      const readAt = performance.now();
      const next = read(file);
      const isStable = next?.equals(content) === true;
      if (!isStable && tries > 1) again(next);
      else if (!isStable) done({ ok: false, reason: 'file-unstable' });
      else if (result.ok) judgeFresh(edit, result.fresh, { content, file, readAt }, done);
      else done(failure(result.error));
    });
  }
}

/** Decides about a module that was built; where it leads to has to be looked up, if that is new. */
function judgeFresh(
  { aftermath, candidate }: Edit,
  fresh: FileModule,
  text: PatchText,
  done: (result: LaneResult) => void,
): void {
  const compared = attempt(() => compareFresh(candidate, fresh));
  if (!compared.ok) {
    done(compared);
    return;
  }
  const { old: correspondence } = compared;
  linkImports({ aftermath, candidate, fresh }, compared, (linked) => {
    if (!linked.ok) done(linked);
    else done(attempt(() => renderJudged(candidate, { ...candidate, ...linked, correspondence, fresh }, text)));
  });
}

function compareFresh(candidate: Candidate, fresh: FileModule): ({ readonly ok: true } & Likeness) | LaneFailure {
  const { compilation, old, shape, readBefore } = candidate;
  const facts = describeFresh(fresh, isCacheable(fresh), listExtraFiles(asModule(fresh)), readBefore);
  const problem = findFreshProblem(facts);
  if (problem !== undefined) return { ok: false, reason: problem };
  const comparison = compareShape(shape, readShape(fresh));
  if (!comparison.same) return { ok: false, reason: `other-${comparison.reason}`, detail: comparison.detail };
  const follower = findExportFollower(compilation, old, comparison.exports);
  if (follower !== undefined) return { ok: false, reason: 'other-exports', detail: follower };
  const obstacle = findObstacle(compilation, old, comparison.old);
  return obstacle === undefined ? { ...comparison, ok: true } : { ok: false, ...obstacle };
}

function renderJudged(candidate: Candidate, substitute: Substitute, text: PatchText): LaneResult {
  if (!areImportsBuilt(candidate)) return { ok: false, reason: 'building' };
  const code = renderFresh(candidate.compilation, substitute, candidate);
  return code.ok ? { ok: true, patch: { ...describePatch(candidate), ...text, fresh: code.code } } : code;
}

function describePatch({ codeHash, compilation, old, original }: Candidate): Omit<Patch, keyof PatchText | 'fresh'> {
  const module = asModule(old);
  return {
    build: compilation.hash ?? '',
    module: module.identifier(),
    name: module.readableIdentifier(compilation.requestShortener),
    codeHash,
    original,
  };
}

/**
 * What code calls a module is kept by module (getImportVar in webpack/lib/dependencies/esm/ESMImportDependency.js). A
 * module that reads its own `exports`, `this` or `module` calls itself nothing: every CommonJS module of TypeScript does.
 *
 * What nobody imports of a module without side effects is not built, and is forgotten with the build
 * (webpack/lib/optimize/LazyBarrels.js).
 */
function findObstacle(
  { moduleGraph }: Compilation,
  old: FileModule,
  correspondence: Correspondence,
): Pick<LaneFailure, 'reason' | 'detail'> | undefined {
  for (const part of correspondence.values()) {
    if (!('type' in part)) continue;
    const module = moduleGraph.getModule(part);
    if (module === asModule(old) && part.category !== OWN) return { reason: 'imports-itself', detail: part.type };
    if (module === null && isStatic(part)) return { reason: 'deferred-imports', detail: part.type };
  }
  return undefined;
}

/** Whether it is an `import` or an `export … from`, which always has a module otherwise. */
function isStatic({ category, type }: Dependency): boolean {
  return category === 'esm' && type.startsWith('harmony');
}
