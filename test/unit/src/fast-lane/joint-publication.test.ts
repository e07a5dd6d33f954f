/** Tests when patches of files that were saved together are published, or left to the build. */

import type { Compilation } from 'webpack';
import type { Situation } from '../../../../src/fast-lane/joint-publication';
import { JointPublication, decideTogether } from '../../../../src/fast-lane/joint-publication';
import type { LaneResult } from '../../../../src/fast-lane/lane-result';
import type { Patch } from '../../../../src/patch';
import type { PatchAnswer } from '../../../../src/patch-publisher';

/** Nobody looks into it. */
const BUILD = Object.create(null) as Compilation;
const ALONE: Situation = { isOvertaken: false, awaited: new Set(), other: undefined };

test.each<[string, Partial<Situation>, ReturnType<typeof decideTogether>]>([
  ['nothing else was saved', {}, { kind: 'publish' }],
  ['another file is being worked on', { awaited: new Set(['b']) }, { kind: 'wait' }],
  [
    'another file is left to the build, whatever else is worked on',
    { awaited: new Set(['b']), other: 'c' },
    { kind: 'leave', failure: { ok: false, reason: 'other-changes', detail: 'c' } },
  ],
  [
    'there is a newer build',
    { awaited: new Set(['b']), other: 'c', isOvertaken: true },
    { kind: 'leave', failure: { ok: false, reason: 'overtaken' } },
  ],
])('where %s', (_, situation, decision) => {
  expect(decideTogether({ ...ALONE, ...situation })).toEqual(decision);
});

/** Patches whose situation is a variable. */
class Bench {
  situation: Situation = ALONE;
  publish: () => PatchAnswer = () => 'published';
  readonly current = new Set<string>();
  readonly published: (readonly string[])[] = [];
  readonly told: (readonly string[])[] = [];
  readonly results: [string, LaneResult['ok'] | string][] = [];
  readonly joint = new JointPublication({
    look: () => this.situation,
    isCurrent: ({ name }) => this.current.has(name),
    publish: (_, patches) => {
      this.published.push(patches.map(({ name }) => name));
      return this.publish();
    },
    onPublished: (patches) => this.told.push(patches.map(({ patch }) => patch.name)),
  });

  offer(file: string, name = file): void {
    const patch = { file, name } as Patch;
    const conclude = (result: LaneResult): void => void this.results.push([name, result.ok || result.reason]);
    this.joint.offer({ compilation: BUILD, patch, start: 0, conclude });
  }
}

test('patches wait for one another, and are published in one go', () => {
  const bench = new Bench();
  bench.situation = { ...ALONE, awaited: new Set(['b']) };
  bench.offer('a');
  bench.joint.settle();
  expect([bench.published, bench.results]).toEqual([[], []]);
  bench.situation = ALONE;
  bench.offer('b');
  expect([bench.published, bench.told]).toEqual([[['a', 'b']], [['a', 'b']]]);
  expect(bench.results).toEqual([
    ['a', true],
    ['b', true],
  ]);
  bench.joint.settle();
  expect(bench.published).toHaveLength(1);
});

test('a newer patch of a file takes the place of the one that waits', () => {
  const bench = new Bench();
  bench.situation = { ...ALONE, awaited: new Set(['b']) };
  bench.offer('a', 'older');
  bench.offer('a', 'newer');
  bench.situation = ALONE;
  bench.joint.settle();
  expect(bench.published).toEqual([['newer']]);
});

test('what changes nothing is not published, and keeps nothing from being so', () => {
  const bench = new Bench();
  bench.current.add('a');
  bench.situation = { ...ALONE, awaited: new Set(['b']) };
  bench.offer('a');
  bench.situation = ALONE;
  bench.offer('b');
  expect([bench.published, bench.told]).toEqual([[['b']], [['b']]]);
  expect(bench.results).toEqual([
    ['a', 'same-code'],
    ['b', true],
  ]);
  bench.offer('a');
  expect([bench.published, bench.told].map(({ length }) => length)).toEqual([1, 1]);
});

const boom = (): never => {
  throw new Error('boom');
};

test.each<[string, () => PatchAnswer]>([
  ['not-written', () => 'not-written'],
  ['overtaken', () => 'overtaken'],
  ['thrown', boom],
])('where publishing ends with %s, all of it is left to the build', (reason, publish) => {
  const bench = new Bench();
  bench.publish = publish;
  bench.situation = { ...ALONE, awaited: new Set(['b']) };
  bench.offer('a');
  bench.situation = ALONE;
  bench.offer('b');
  expect(bench.results).toEqual([
    ['a', reason],
    ['b', reason],
  ]);
  expect(bench.told).toEqual([]);
});
