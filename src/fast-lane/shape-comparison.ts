/** Decides whether an edited module fits into the place of the old one, so that nothing else of the build changes. */

import type { Dependency } from 'webpack';
import type { BlockShape, ModuleShape, Signed } from './module-shape';
import type { Block } from './internals';

/** In what respect two versions of a module differ. */
export type Difference = 'dependencies' | 'uses' | 'blocks' | 'facts';

/** For everything in the new version, what it was in the old one. */
export type Correspondence = ReadonlyMap<Dependency | Block, Dependency | Block>;

/** Whether the shape is the same. */
export type Comparison =
  | { readonly same: true; readonly old: Correspondence }
  | { readonly same: false; readonly reason: Difference; readonly detail: string };

/**
 * Compares two versions of a module.
 *
 * @param old - as the last build has it
 * @param fresh - as the file is now
 */
export function compareShape(old: ModuleShape, fresh: ModuleShape): Comparison {
  const fact = findDifferentFact(old.facts, fresh.facts);
  if (fact !== undefined) return { same: false, reason: 'facts', detail: fact };
  const pairs = new Map<Dependency | Block, Dependency | Block>();
  return compareBlocks(old.root, fresh.root, pairs) ?? { same: true, old: pairs };
}

function findDifferentFact(old: ModuleShape['facts'], fresh: ModuleShape['facts']): string | undefined {
  return [...new Set([...old.keys(), ...fresh.keys()])].find(
    (name) => old.get(name) === undefined || old.get(name) !== fresh.get(name),
  );
}

/** Says what differs; where nothing does, `pairs` has grown by everything in the blocks. */
function compareBlocks(
  old: BlockShape,
  fresh: BlockShape,
  pairs: Map<Dependency | Block, Dependency | Block>,
): Extract<Comparison, { same: false }> | undefined {
  if (old.blocks.length !== fresh.blocks.length || old.options !== fresh.options) {
    return { same: false, reason: 'blocks', detail: `${String(old.blocks.length)} → ${String(fresh.blocks.length)}` };
  }
  const different = pairInOrder(old, fresh, pairs) ?? pairUses(old, fresh, pairs);
  if (different !== undefined) return different;
  pairs.set(fresh.block, old.block);
  for (const [index, block] of fresh.blocks.entries()) {
    const before = old.blocks[index];
    const inner = before === undefined ? undefined : compareBlocks(before, block, pairs);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function pairInOrder(
  old: BlockShape,
  fresh: BlockShape,
  pairs: Map<Dependency | Block, Dependency | Block>,
): Extract<Comparison, { same: false }> | undefined {
  const length = Math.max(old.dependencies.length, fresh.dependencies.length);
  for (let index = 0; index < length; index++) {
    const [before, now] = [old.dependencies[index], fresh.dependencies[index]];
    if (before === undefined || now === undefined || !isSame(before.signature, now.signature)) {
      return { same: false, reason: 'dependencies', detail: `${name(before)} → ${name(now)}` };
    }
    pairs.set(now.dependency, before.dependency);
  }
  return undefined;
}

/** The same names are used of what is imported; how often and where is the business of the module. */
function pairUses(
  old: BlockShape,
  fresh: BlockShape,
  pairs: Map<Dependency | Block, Dependency | Block>,
): Extract<Comparison, { same: false }> | undefined {
  const known = new Map(old.uses.map(({ dependency, signature }) => [signature, dependency]));
  const now = new Set(fresh.uses.map(({ signature }) => signature));
  const lost = old.uses.find(({ signature }) => !now.has(signature));
  if (lost !== undefined) return { same: false, reason: 'uses', detail: `${name(lost)} → nothing` };
  for (const use of fresh.uses) {
    const before = use.signature === undefined ? undefined : known.get(use.signature);
    if (before === undefined) return { same: false, reason: 'uses', detail: `nothing → ${name(use)}` };
    pairs.set(use.dependency, before);
  }
  return undefined;
}

function name(signed: Signed | undefined): string {
  if (signed === undefined) return 'nothing';
  return signed.signature ?? `something that cannot be compared (${signed.dependency.type})`;
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a === b;
}
