/** Draws random applications and random stories of edits. */

import * as fc from 'fast-check';

import type { RecursiveStrategy } from '../../../runtime/api';
import type { ModuleId } from '../../../runtime/protocol/identifiers';
import { wordStory } from './story-text';
import { ENTRY, type Failure, type HotUse, type Source, type Sources } from './sources';

/** Which modules are registered where. */
export interface Registrations {
  readonly automatic: readonly ModuleId[];
  readonly manual: readonly ModuleId[];
  readonly folder: { readonly modules: readonly ModuleId[]; readonly recursive: RecursiveStrategy };
  readonly trackNewModules: boolean;
}

/** A change of one source file. */
export type Change = { readonly id: ModuleId } & (
  | { readonly kind: 'rewrite'; readonly parts: Partial<Source> }
  | { readonly kind: 'become'; readonly source: Source }
  | { readonly kind: 'fix' | 'revert' }
);

/** One thing that happens to an application. */
export type Step =
  /** Builds that are published before the process hears of them, and one that is published while it is busy. */
  | { readonly kind: 'edit'; readonly builds: readonly (readonly Change[])[]; readonly meanwhile: readonly Change[] }
  | { readonly kind: 'reload' | 'load' | 'load-old' | 'bump' }
  | { readonly kind: 'reload-one'; readonly id: ModuleId };

/** A random application and what happens to it. */
export interface Story {
  readonly sources: Sources;
  readonly registrations: Registrations;
  readonly steps: readonly Step[];
}

const FILES: readonly ModuleId[] = [
  './a/index',
  './a/one',
  './a/two',
  './b/index',
  './b/one',
  './c',
  './d',
  './e',
  './f',
];
const FAILURES: readonly Failure[] = ['throws-first', 'throws-last', 'rejects', 'endless', 'poison'];

/** Draws a story. */
export const stories: fc.Arbitrary<Story> = fc
  .record({ size: fc.integer({ min: 2, max: FILES.length }), mayAwait: fc.boolean() })
  .chain(({ size, mayAwait }) => {
    const files = FILES.slice(0, size);
    return fc.record({
      sources: allSources(files, mayAwait),
      registrations: registrations(files),
      steps: fc.array(steps(files, mayAwait), { minLength: 2, maxLength: 8 }),
    });
  })
  .map((story) => Object.assign(story, { [fc.toStringMethod]: () => wordStory(story) }));

function allSources(files: readonly ModuleId[], mayAwait: boolean): fc.Arbitrary<Sources> {
  const all = [ENTRY, ...files].map((id) => [id, source(id, files, mayAwait)] as const);
  return fc.record(Object.fromEntries(all));
}

function source(id: ModuleId, files: readonly ModuleId[], mayAwait: boolean): fc.Arbitrary<Source> {
  return fc.record({
    version: fc.constant(0),
    format: fc.constantFrom('esm', 'esm', 'commonjs', 'binding', id === ENTRY ? 'esm' : 'assigned'),
    awaits: awaits(mayAwait),
    imports: imports(id, files),
    lazy: lazy(files),
    extra: fc.boolean(),
    hot: hot(files),
    failure: fc.constant('none'),
  });
}

function awaits(mayAwait: boolean): fc.Arbitrary<boolean> {
  return mayAwait ? fc.constantFrom(true, false, false, false) : fc.constant(false);
}

function imports(id: ModuleId, files: readonly ModuleId[]): fc.Arbitrary<ModuleId[]> {
  const others = files.filter((other) => other !== id);
  return fc.shuffledSubarray(others, { minLength: id === ENTRY ? 1 : 0, maxLength: Math.min(3, others.length) });
}

function lazy(files: readonly ModuleId[]): fc.Arbitrary<ModuleId[]> {
  return rarely([], fc.subarray([...files], { maxLength: 2 }));
}

function hot(files: readonly ModuleId[]): fc.Arbitrary<HotUse> {
  return fc.record({
    self: fc.constantFrom('nothing', 'nothing', 'nothing', 'nothing', 'accepts', 'handles', 'declines'),
    accepts: rarely(
      {},
      fc.dictionary(fc.constantFrom(...files), fc.constantFrom('plain', 'async', 'handled'), { maxKeys: 2 }),
    ),
    declines: rarely([], rarely([], fc.subarray([...files], { maxLength: 1 }))),
    dispose: rarely('none', fc.constantFrom('sync', 'async', 'throwing', 'rejecting', 'endless')),
  });
}

function rarely<T, U>(usual: T, unusual: fc.Arbitrary<U>): fc.Arbitrary<T | U> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: unusual });
}

function registrations(files: readonly ModuleId[]): fc.Arbitrary<Registrations> {
  const some = (maxLength: number): fc.Arbitrary<ModuleId[]> => fc.subarray([...files], { maxLength });
  return fc.record({
    automatic: some(files.length),
    manual: rarely([], some(2)),
    folder: fc.record({
      modules: rarely([], some(1)),
      recursive: fc.constantFrom('all', 'directory'),
    }),
    trackNewModules: fc.constantFrom(true, true, true, false),
  });
}

function steps(files: readonly ModuleId[], mayAwait: boolean): fc.Arbitrary<Step> {
  const changes = fc.array(change(files, mayAwait), { minLength: 1, maxLength: 3 });
  const builds = fc.oneof(
    { weight: 4, arbitrary: changes.map((one) => [one]) },
    { weight: 1, arbitrary: fc.array(changes, { minLength: 2, maxLength: 3 }) },
  );
  const edit = fc.record({ kind: fc.constant('edit'), builds, meanwhile: rarely([], changes) });
  const simple = fc.record({ kind: fc.constantFrom('reload', 'load', 'load-old', 'bump') });
  const one = fc.record({ kind: fc.constant('reload-one'), id: fc.constantFrom(...files) });
  return fc.oneof({ weight: 6, arbitrary: edit }, { weight: 3, arbitrary: simple }, { weight: 1, arbitrary: one });
}

function change(files: readonly ModuleId[], mayAwait: boolean): fc.Arbitrary<Change> {
  const id = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...files) },
    { weight: 1, arbitrary: fc.constant(ENTRY) },
  );
  return id.chain((file) => {
    const parts = fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      { weight: 3, arbitrary: fc.constantFrom(...FAILURES).map((failure) => ({ failure })) },
      {
        weight: 3,
        arbitrary: source(file, files, mayAwait).chain((drawn) =>
          fc.subarray(PARTS).map((names) => pick(drawn, names)),
        ),
      },
    );
    const rewrite = fc.record({ id: fc.constant(file), kind: fc.constant('rewrite'), parts });
    const simple = fc.record({ id: fc.constant(file), kind: fc.constantFrom('fix', 'revert') });
    return fc.oneof({ weight: 4, arbitrary: rewrite }, { weight: 1, arbitrary: simple });
  });
}

const PARTS: (keyof Source)[] = ['format', 'awaits', 'imports', 'lazy', 'extra', 'hot'];

function pick(drawn: Source, names: readonly (keyof Source)[]): Partial<Source> {
  return Object.fromEntries(names.map((name) => [name, drawn[name]]));
}
