/** Tests how patches of one build are named, chained and tied to the build that follows. */

import type { UpdateStep } from '../../../src/journal';
import type { Patch, PatchCode } from '../../../src/patch';
import { PatchLedger } from '../../../src/patch-ledger';

function code(text: string): PatchCode {
  return {
    text,
    seal: (id) => ({
      step: { runtimes: {}, files: { [`${id}.js`]: `hash of ${text}` }, assets: [`${id}.js`] },
      contents: new Map(),
    }),
  };
}

function patchOf(module: string, text: string, original = 'old'): Patch {
  const source = { file: module, content: Buffer.from(text), readAt: 0 };
  return { build: 'b1', module, name: module, ...source, codeHash: 'h1', fresh: code(text), original: code(original) };
}

/** Publishes patches one after the other; of each, what a process names that has taken it. */
function publish(...patches: readonly Patch[]): readonly [PatchLedger, ...string[]] {
  const { ledger } = new PatchLedger().extend(patches, ({ fresh }) => fresh);
  return [ledger, ...ledger.updates.map(({ update }) => update.to)];
}

const STEP: UpdateStep = { from: 'b1', to: 'b2', runtimes: {}, files: { 'b2.js': 'hash' }, assets: ['b2.js'] };

test('patches follow one another, from the build on', () => {
  expect(new PatchLedger().top('b1')).toBe('b1');
  const [ledger, first, second] = publish(patchOf('a', 'one'), patchOf('b', 'two'));
  expect(ledger.updates.map(({ update: { from, to, patch } }) => [from, to, patch])).toEqual([
    ['b1', first, true],
    [first, second, true],
  ]);
  expect(ledger.top('b1')).toBe(second);
  expect(first).toHaveLength(20);
});

test('the same code has another name on top of something else', () => {
  const [, ...names] = publish(...['one', 'two', 'one'].map((text) => patchOf('a', text)));
  expect(new Set(names).size).toBe(3);
  expect(publish(patchOf('a', 'one'))[1]).toBe(names[0]);
});

test('code is current that was published last, and at first that of the build', () => {
  const nothing = new PatchLedger();
  expect([nothing.isCurrent(patchOf('a', 'old')), nothing.isCurrent(patchOf('a', 'one'))]).toEqual([true, false]);
  const [ledger] = publish(patchOf('a', 'one'));
  expect([ledger.isCurrent(patchOf('a', 'old')), ledger.isCurrent(patchOf('a', 'one'))]).toEqual([false, true]);
  expect(ledger.isCurrent(patchOf('b', 'old'))).toBe(true);
});

test('what names a patch has taken the build and the patches before', () => {
  const [ledger, first = '', second = ''] = publish(patchOf('a', 'one'), patchOf('a', 'two'));
  const reached = (build: string, goal: string): boolean => ledger.hasReached('b1', build, goal);
  expect([reached('b1', 'b1'), reached(first, 'b1'), reached(second, 'b1'), reached(second, first)]).not.toContain(
    false,
  );
  expect([reached('b1', first), reached(first, second), reached('b0', 'b1'), reached(first, 'b2')]).not.toContain(true);
});

test('a build is asked about each patched module once, and only where it is another one', () => {
  const [ledger] = publish(patchOf('a', 'one'), patchOf('a', 'two'));
  const look = jest.fn(() => ({ text: 'two', hashes: ['h2'] }));
  const review = { look, ageOf: () => 'same' as const, updates: [] };
  expect(ledger.settle('other', review)).toEqual({ undo: [], leadsOn: false, mismatched: [], newer: [] });
  expect(look.mock.calls).toEqual([['a']]);
  const undo = [expect.objectContaining({ published: 'two', original: 'old', built: undefined })];
  expect(ledger.settle('failed', review)).toEqual({ undo, leadsOn: true, mismatched: [], newer: [] });
  expect(look).toHaveBeenCalledTimes(1);
});

test('the step to a build that confirms leads on from each patch, and takes over its files', () => {
  const [ledger, first = '', second = ''] = publish(patchOf('a', 'one'), patchOf('b', 'two'));
  const rest: UpdateStep = { ...STEP, from: 'b2', to: 'b3' };
  expect(ledger.connect([STEP, rest], false)).toEqual([
    {
      ...STEP,
      over: [first, second],
      assets: ['b2.js', `${first}.js`, `${second}.js`],
      files: { [`${first}.js`]: 'hash of one', [`${second}.js`]: 'hash of two', 'b2.js': 'hash' },
    },
    rest,
  ]);
});

test('the step to a build that does not contain a patch leads on from the last one only', () => {
  const [published] = publish(patchOf('a', 'one'));
  const { ledger } = published.extend([patchOf('a', 'one')], ({ original }) => original);
  expect(ledger.connect([STEP], true)).toEqual([{ ...STEP, from: ledger.top('b1') }]);
  expect([published.updates, ledger.updates].map(({ length }) => length)).toEqual([1, 2]);
});

test('without patches a step stays as it is', () => {
  expect(new PatchLedger().connect([STEP], false)).toEqual([STEP]);
});

test('of each module the newest patch is known, with its name', () => {
  const [second, third] = [patchOf('a', 'two'), patchOf('b', 'three')];
  const [ledger, , ...names] = publish(patchOf('a', 'one'), second, third);
  expect(ledger.newest.map(({ id }) => id)).toEqual(names);
  expect(ledger.newest.map(({ patch }) => patch)).toEqual([second, third]);
});
