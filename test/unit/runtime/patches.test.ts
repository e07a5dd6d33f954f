/** Tests what a process says and does when code comes ahead of the build that contains it. */

import { requestBy } from '../../../runtime/reload-request';
import { type FakeBundle, startBundle } from '../../support/fake-bundle';
import { readerOf, throwing, valueOf } from '../../support/fake-modules';
import type { FakeFactory } from '../../support/fake-webpack';
import { startReloader } from '../../support/reloaders';

const VALUES = [0, 1, 2, 3].map((value) => valueOf(value)) as [FakeFactory, FakeFactory, FakeFactory, FakeFactory];
const FAILING = throwing('boom');

function start(isAccepted: boolean): FakeBundle {
  const bundle = startBundle({ './main': readerOf('./leaf'), './leaf': VALUES[1], './other': VALUES[1] });
  if (isAccepted) startReloader(['./leaf']);
  bundle.printed.length = 0;
  return bundle;
}

async function patch(bundle: FakeBundle, edit: Parameters<FakeBundle['publish']>[0]): Promise<void> {
  bundle.source.publishPatch(edit);
  await bundle.ring();
}

const kinds = (bundle: FakeBundle): readonly string[] => bundle.outcomes.map(({ kind }) => kind);

test('a patch goes live, and the build that says the same is only known', async () => {
  const bundle = start(true);
  await patch(bundle, { './leaf': VALUES[2] });
  expect(bundle.told.at(-1)).toMatchObject({ build: 'build-1', generation: 1, outcome: { kind: 'applied' } });
  await bundle.edit({ './leaf': VALUES[2] });
  expect(bundle.told.at(-1)).toMatchObject({ build: 'build-2', generation: 1, pending: [], outcome: undefined });
  expect(kinds(bundle)).toEqual(['applied']);
});

test('a process that starts begins with the patch, and is told of what follows only', async () => {
  const bundle = startBundle({ './app': readerOf('./leaf'), './leaf': VALUES[1], './gone': VALUES[1] });
  bundle.source.publishPatch({ './leaf': VALUES[2], './gone': undefined });
  bundle.runtime.begin();
  expect(bundle.exports<{ read: () => number }>('./app').read()).toBe(2);
  startReloader(['./leaf']);
  await bundle.ring();
  expect(bundle.told.at(-1)).toMatchObject({ build: 'build-1', generation: 0, pending: [], outcome: undefined });
  await bundle.edit({ './leaf': VALUES[3] });
  expect(bundle.exports<{ read: () => number }>('./app').read()).toBe(3);
  expect(kinds(bundle)).toEqual(['applied']);
});

test('where what belongs to no module fails, a process begins with what it has, and goes on from there', async () => {
  const bundle = startBundle({ './app': readerOf('./leaf'), './leaf': VALUES[1] });
  bundle.source.publishPatch({ './leaf': VALUES[2] });
  const { h } = bundle.require;
  const fail = (): never => {
    throw new Error('boom');
  };
  Object.defineProperty(bundle.require, 'h', { configurable: true, get: () => h, set: fail });
  bundle.runtime.begin();
  Object.defineProperty(bundle.require, 'h', { configurable: true, writable: true, value: h });
  expect(bundle.printed.join()).toMatch(/boom/);
  expect(bundle.exports<{ read: () => number }>('./app').read()).toBe(1);
  startReloader(['./leaf']);
  await bundle.edit({ './leaf': VALUES[3] });
  expect(bundle.exports<{ read: () => number }>('./app').read()).toBe(3);
});

test('what the build says beyond the patch is applied', async () => {
  const bundle = start(true);
  await patch(bundle, { './leaf': VALUES[2] });
  await bundle.edit({ './leaf': VALUES[3] });
  expect(bundle.exports<{ read: () => number }>('./main').read()).toBe(3);
  expect(kinds(bundle)).toEqual(['applied', 'applied']);
});

test('a patch that is refused says nothing; its build is refused aloud, once', async () => {
  const bundle = start(false);
  await patch(bundle, { './leaf': VALUES[2] });
  expect([kinds(bundle), bundle.printed]).toEqual([[], []]);
  expect(bundle.told.at(-1)).toMatchObject({ build: 'build-1', pending: ['./leaf'], outcome: undefined });
  await bundle.edit({ './leaf': VALUES[2] });
  await bundle.ring();
  expect(kinds(bundle)).toEqual(['refused']);
  expect(bundle.told.at(-2)).toMatchObject({ build: 'build-2', outcome: { kind: 'refused' } });
});

test('a patch that is refused and taken back is never spoken of', async () => {
  const bundle = start(false);
  await patch(bundle, { './leaf': VALUES[2] });
  await patch(bundle, { './leaf': VALUES[1] });
  expect(bundle.told.at(-1)).toMatchObject({ build: 'build-2', pending: [], outcome: undefined });
  expect([kinds(bundle), bundle.printed]).toEqual([[], []]);
});

test('who asks for a patch that is refused is told at once', async () => {
  const bundle = start(false);
  bundle.source.publishPatch({ './leaf': VALUES[2] });
  const { kind } = await bundle.runtime.request({ ...requestBy('person'), release: 'all' });
  expect(kind).toBe('refused');
});

test('a patch that has failed is not tried again with its build, but with one that says more', async () => {
  const bundle = start(true);
  await patch(bundle, { './leaf': FAILING });
  await bundle.edit({ './leaf': FAILING });
  expect(kinds(bundle)).toEqual(['rolled-back']);
  expect(bundle.told.at(-1)).toMatchObject({ build: 'build-2', pending: ['./leaf'], outcome: undefined });
  await patch(bundle, { './leaf': VALUES[3] });
  expect(kinds(bundle)).toEqual(['rolled-back', 'applied']);
});
