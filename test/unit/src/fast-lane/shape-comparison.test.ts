/** Decides whether an edited module fits into the place of the old one. */

import type { Dependency } from 'webpack';
import type { Block } from '../../../../src/fast-lane/internals';
import { compareShape } from '../../../../src/fast-lane/shape-comparison';
import type { BlockShape, ModuleShape } from '../../../../src/fast-lane/module-shape';

const dependency = (signature: string | undefined) => ({ dependency: {} as unknown as Dependency, signature });

function block(
  dependencies: (string | undefined)[],
  uses: (string | undefined)[] = [],
  blocks: BlockShape[] = [],
  imports: (string | undefined)[] = [],
): BlockShape {
  return {
    block: {} as Block,
    dependencies: dependencies.map(dependency),
    exports: [],
    imports: imports.map(dependency),
    uses: uses.map(dependency),
    blocks,
    options: '[null]',
  };
}

function shape(root: BlockShape, facts: Record<string, string | undefined> = {}): ModuleShape {
  return { root, facts: new Map(Object.entries(facts)) };
}

test('the same dependencies in the same order correspond', () => {
  const [old, fresh] = [shape(block(['a', 'b'])), shape(block(['a', 'b']))];
  const comparison = compareShape(old, fresh);
  expect(comparison.same).toBe(true);
  const pairs = comparison.same ? comparison.old : new Map();
  expect(pairs.get(fresh.root.dependencies[1]!.dependency)).toBe(old.root.dependencies[1]!.dependency);
  expect(pairs.get(fresh.root.block)).toBe(old.root.block);
});

test('how often an import is used, and where, does not matter', () => {
  const [old, fresh] = [shape(block(['a'], ['x', 'y'])), shape(block(['a'], ['y', 'x', 'y']))];
  expect(compareShape(old, fresh)).toMatchObject({ same: true });
});

test('what is imported in another order corresponds', () => {
  const [old, fresh] = [shape(block([], [], [], ['a', 'b'])), shape(block([], [], [], ['b', 'a']))];
  const comparison = compareShape(old, fresh);
  expect(comparison).toMatchObject({ same: true, added: [], dropsImport: false });
  const pairs = comparison.same ? comparison.old : new Map();
  expect(pairs.get(fresh.root.imports[0]!.dependency)).toBe(old.root.imports[1]!.dependency);
});

test('what is imported and used besides is told, and whether an import is dropped', () => {
  const [old, fresh] = [shape(block([], ['x', 'y'], [], ['a', 'b'])), shape(block([], ['y', 'z'], [], ['b', 'c']))];
  const added = [fresh.root.imports[1]!.dependency, fresh.root.uses[1]!.dependency];
  const comparison = compareShape(old, fresh);
  expect(comparison).toMatchObject({ same: true, dropsImport: true });
  expect(comparison.same && comparison.added).toEqual(added);
});

test('what differs is named also where it cannot be compared', () => {
  const opaque = { dependency: { type: 'own import' } as unknown as Dependency, signature: undefined };
  const comparisons = [{ dependencies: [opaque] }, { uses: [opaque] }].map((parts) => {
    const unnamed = shape({ ...block([]), ...parts });
    return [compareShape(unnamed, unnamed), compareShape(unnamed, shape(block([])))];
  });
  const name = 'something that cannot be compared (own import)';
  expect(comparisons.flat()).toMatchObject([
    { reason: 'dependencies', detail: `${name} → ${name}` },
    { reason: 'dependencies', detail: `${name} → nothing` },
    { reason: 'imports', detail: `nothing → ${name}` },
    { same: true },
  ]);
});

test.each<[string, ModuleShape, ModuleShape]>([
  ['dependencies', shape(block(['a'])), shape(block(['a', 'b']))],
  ['dependencies', shape(block(['a', 'b'])), shape(block(['a']))],
  ['dependencies', shape(block(['a', 'b'])), shape(block(['b', 'a']))],
  ['dependencies', shape(block([undefined])), shape(block([undefined]))],
  ['imports', shape(block([], [undefined])), shape(block([], [undefined]))],
  ['imports', shape(block([], [], [], [undefined])), shape(block([], [], [], [undefined]))],
  ['uses', shape(block([], [], [block([])])), shape(block([], [], [block([], ['x'])]))],
  ['uses', shape(block([], [], [block([], ['x'])])), shape(block([], [], [block([])]))],
  ['dependencies', shape(block([], [], [block([])])), shape(block([], [], [block([], [], [], ['a'])]))],
  ['blocks', shape(block([])), shape(block([], [], [block(['a'])]))],
  ['blocks', shape(block([])), shape({ ...block([]), options: '["eager"]' })],
  ['dependencies', shape(block([], [], [block(['a'])])), shape(block([], [], [block(['b'])]))],
  ['facts', shape(block([]), { async: 'false' }), shape(block([]), { async: 'true' })],
  ['facts', shape(block([])), shape(block([]), { async: 'true' })],
  ['facts', shape(block([]), { strict: undefined }), shape(block([]), { strict: undefined })],
])('other %s', (reason, old, fresh) => {
  expect(compareShape(old, fresh)).toMatchObject({ same: false, reason });
});
