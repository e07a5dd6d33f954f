/** Decides whether an edited module fits into the place of the old one, so that nothing else of the build changes. */

import type { Dependency } from 'webpack';
import type { BlockShape, ModuleShape, Signed } from './module-shape';
import type { Block } from './internals';
import { nameExport } from './dependency-signature';

/** In what respect two versions of a module differ. */
export type Difference = 'dependencies' | 'imports' | 'uses' | 'blocks' | 'facts';

/** For everything in the new version, what it was in the old one. */
export type Correspondence = ReadonlyMap<Dependency | Block, Dependency | Block>;

/** What the new version has of the old one, and what it imports or uses besides. */
export interface Likeness {
  readonly old: Correspondence;
  readonly added: readonly Dependency[];
  /** Whether something is imported no more. */
  readonly dropsImport: boolean;
  /** The names that are exported now and were not before, or the other way round. */
  readonly exports: ReadonlySet<string>;
}

/** Whether the shape is the same, but for imports. */
export type Comparison =
  ({ readonly same: true } & Likeness) | { readonly same: false; readonly reason: Difference; readonly detail: string };

type Unlike = Extract<Comparison, { same: false }>;
type Pairs = Map<Dependency | Block, Dependency | Block>;

/**
 * Compares two versions of a module.
 *
 * @param old - as the last build has it
 * @param fresh - as the file is now
 */
export function compareShape(old: ModuleShape, fresh: ModuleShape): Comparison {
  const fact = findDifferentFact(old.facts, fresh.facts);
  if (fact !== undefined) return { same: false, reason: 'facts', detail: fact };
  const pairs: Pairs = new Map();
  const different = compareBlocks(old.root, fresh.root, pairs);
  if (different !== undefined) return different;
  const imports = pairSigned(old.root.imports, fresh.root.imports, pairs);
  const uses = pairSigned(old.root.uses, fresh.root.uses, pairs);
  const added = [...imports.added, ...uses.added];
  const exports = pairSigned(old.root.exports, fresh.root.exports, pairs);
  const opaque = [...added, ...exports.added].find(({ signature }) => signature === undefined);
  if (opaque !== undefined) return { same: false, reason: 'imports', detail: `nothing → ${name(opaque)}` };
  return {
    same: true,
    old: pairs,
    added: added.map(({ dependency }) => dependency),
    dropsImport: imports.lost !== undefined,
    exports: listChangedExports(old, fresh),
  };
}

function listChangedExports(old: ModuleShape, fresh: ModuleShape): ReadonlySet<string> {
  const [before, now] = [listExports(old), listExports(fresh)];
  return new Set([...before, ...now].filter((name) => before.has(name) !== now.has(name)));
}

function listExports({ root }: ModuleShape): ReadonlySet<string> {
  return new Set(root.exports.map(({ dependency }) => nameExport(dependency)).filter((name) => name !== undefined));
}

function findDifferentFact(old: ModuleShape['facts'], fresh: ModuleShape['facts']): string | undefined {
  return [...new Set([...old.keys(), ...fresh.keys()])].find(
    (name) => old.get(name) === undefined || old.get(name) !== fresh.get(name),
  );
}

/** Says what differs; where nothing does, `pairs` has grown by everything in the blocks but what the outermost imports. */
function compareBlocks(old: BlockShape, fresh: BlockShape, pairs: Pairs): Unlike | undefined {
  if (old.blocks.length !== fresh.blocks.length || old.options !== fresh.options) {
    return { same: false, reason: 'blocks', detail: `${String(old.blocks.length)} → ${String(fresh.blocks.length)}` };
  }
  const different = pairInOrder(old.dependencies, fresh.dependencies, pairs);
  if (different !== undefined) return different;
  pairs.set(fresh.block, old.block);
  for (const [index, block] of fresh.blocks.entries()) {
    const before = old.blocks[index];
    const inner = before === undefined ? undefined : compareInner(before, block, pairs);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** What is imported in a block decides about chunks; nothing is usually exported there. */
function compareInner(old: BlockShape, fresh: BlockShape, pairs: Pairs): Unlike | undefined {
  const different =
    pairInOrder([...old.imports, ...old.exports], [...fresh.imports, ...fresh.exports], pairs) ??
    compareBlocks(old, fresh, pairs);
  if (different !== undefined) return different;
  const { added, lost } = pairSigned(old.uses, fresh.uses, pairs);
  const [use = lost] = added;
  return use && { same: false, reason: 'uses', detail: name(use) };
}

function pairInOrder(old: readonly Signed[], fresh: readonly Signed[], pairs: Pairs): Unlike | undefined {
  const length = Math.max(old.length, fresh.length);
  for (let index = 0; index < length; index++) {
    const [before, now] = [old[index], fresh[index]];
    if (before === undefined || now === undefined || !isSame(before.signature, now.signature)) {
      return { same: false, reason: 'dependencies', detail: `${name(before)} → ${name(now)}` };
    }
    pairs.set(now.dependency, before.dependency);
  }
  return undefined;
}

/** How often and where something is imported or used is the business of the module. */
function pairSigned(
  old: readonly Signed[],
  fresh: readonly Signed[],
  pairs: Pairs,
): { readonly added: readonly Signed[]; readonly lost: Signed | undefined } {
  const known = new Map(old.map(({ dependency, signature }) => [signature, dependency]));
  const now = new Set(fresh.map(({ signature }) => signature));
  const added = fresh.filter(({ dependency, signature }) => {
    const before = signature === undefined ? undefined : known.get(signature);
    if (before !== undefined) pairs.set(dependency, before);
    return before === undefined;
  });
  return { added, lost: old.find(({ signature }) => !now.has(signature)) };
}

function name(signed: Signed | undefined): string {
  if (signed === undefined) return 'nothing';
  return signed.signature ?? `something that cannot be compared (${signed.dependency.type})`;
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a === b;
}
