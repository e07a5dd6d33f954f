/** Tests that updates which share their ways upwards make the same plan as when each goes all of its own. */

import * as fc from 'fast-check';

import type { ModuleId } from '../../../runtime/protocol/identifiers';
import type { Boundary } from '../../../runtime/update-climb';
import { type Plan, planUpdate } from '../../../runtime/update-plan';
import { drawGraph, type HotMarks } from '../../support/fake-graph';

const IDS = Array.from({ length: 9 }, (_, index) => `m${String(index)}`);

const some = (maxLength: number): fc.Arbitrary<ModuleId[]> => fc.subarray(IDS, { maxLength });
const marks: fc.Arbitrary<HotMarks> = fc.record({
  accepts: some(1),
  declines: fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: some(1) }),
  self: fc.constantFrom(undefined, undefined, undefined, undefined, 'accepted', 'declined'),
}) as fc.Arbitrary<HotMarks>;
const boundaries: fc.Arbitrary<Boundary | undefined> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(undefined) },
  { weight: 3, arbitrary: some(3).map((modules) => ({ kind: 'take', modules, asked: false }) as const) },
  { weight: 1, arbitrary: some(3).map((modules) => ({ kind: 'hold', modules }) as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'wait' } as const) },
);
const ofEach = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.record(Object.fromEntries(IDS.map((id) => [id, arbitrary])));

const applications = fc.record({
  edges: ofEach(some(3)),
  entries: some(2),
  marks: ofEach(marks),
  boundaries: ofEach(boundaries),
  changed: fc.shuffledSubarray(IDS, { minLength: 1 }),
  removed: some(2),
  invalidated: some(1),
  whole: fc.boolean(),
});

/** What a plan says, whatever the order in which that was found out. */
function gist({ accepted, boundaries, effects, install, outdated, refused, selfAccepted, waiting }: Plan): unknown {
  const sorted = (ids: Iterable<ModuleId>): readonly ModuleId[] => [...ids].sort();
  return {
    accepted: [...accepted].map(([id, dependencies]) => [id, sorted(dependencies)]).sort(),
    boundaries: sorted(boundaries),
    effects: effects.map(({ module, climb }) => [module, climb.kind]),
    install: sorted(install),
    outdated: sorted(outdated),
    selfAccepted: sorted(selfAccepted),
    refused,
    waiting,
  };
}

test('a plan does not depend on whether updates share their ways', () => {
  let shared = 0;
  const check = (application: typeof applications extends fc.Arbitrary<infer T> ? T : never): void => {
    const { boundaries: stops, changed, edges, entries, invalidated, removed, whole } = application;
    const make = (uniform: boolean): Plan =>
      planUpdate({
        graph: drawGraph({ main: entries, ...edges }, application.marks),
        changes: new Map([
          ...changed.map((id) => [id, 'changed'] as const),
          ...removed.map((id) => [id, 'removed'] as const),
        ]),
        forced: new Set(),
        ignored: new Set(),
        invalidated: new Set(invalidated),
        boundaryAt: (module) => stops[module],
        turns: () => false,
        uniform,
        whole,
      });
    const plan = make(true);
    expect(gist(plan)).toEqual(gist(make(false)));
    if (plan.outdated.size > 2) shared += 1;
  };
  fc.assert(fc.property(applications, check), { numRuns: 3_000, seed: 1 });
  expect(shared).toBeGreaterThan(300);
});
