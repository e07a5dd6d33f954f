/** Decides what becomes of patches at the end of a build. */

import { settlePatches } from '../../../src/patch-settlement';
import type { BuiltModule, PatchedModule } from '../../../src/patch-settlement';

const patched = (built: BuiltModule | undefined, published = 'new', isEmitted = true): PatchedModule => ({
  published,
  isEmitted,
  age: 'same',
  original: 'old',
  originalHash: 'h1',
  built,
});

test('a build that contains the patch confirms it', () => {
  const module = patched({ text: 'new', hashes: ['h2'] });
  expect(settlePatches([module], 'other')).toEqual({ undo: [], leadsOn: false, mismatched: [], newer: [] });
});

test('a build that contains something else corrects it, and is counted', () => {
  const module = patched({ text: 'newer', hashes: ['h2'] });
  expect(settlePatches([module], 'other')).toEqual({ undo: [], leadsOn: false, mismatched: [module], newer: [] });
});

test('a build that contains the patch, but for its update files, corrects it, and is counted', () => {
  const module = patched({ text: 'new', hashes: ['h2'] }, 'new', false);
  expect(settlePatches([module], 'other')).toEqual({ undo: [], leadsOn: false, mismatched: [module], newer: [] });
});

test('a build that has the module of before does not contain it in its update, so the patch is taken back', () => {
  const module = patched({ text: 'old', hashes: ['h1'] });
  expect(settlePatches([module], 'other')).toEqual({ undo: [module], leadsOn: true, mismatched: [module], newer: [] });
});

test('what is the same in one of several runtimes is taken back', () => {
  const module = patched({ text: 'new', hashes: ['h2', 'h1'] });
  expect(settlePatches([module], 'other')).toMatchObject({ undo: [module], leadsOn: true });
});

test('what was taken back already is not taken back again, but the way leads over it', () => {
  const module = patched({ text: 'old', hashes: ['h1'] }, 'old');
  expect(settlePatches([module], 'other')).toEqual({ undo: [], leadsOn: true, mismatched: [], newer: [] });
});

test('a module that is gone is removed by the update', () => {
  expect(settlePatches([patched(undefined)], 'other')).toEqual({ undo: [], leadsOn: false, mismatched: [], newer: [] });
});

test.each(['failed', 'same'] as const)('a build that is %s takes back every patch', (ending) => {
  const [module, back] = [patched(undefined), patched(undefined, 'old')];
  expect(settlePatches([module, back], ending)).toEqual({ undo: [module], leadsOn: true, mismatched: [], newer: [] });
});

const BUILT: BuiltModule = { text: 'before', hashes: ['h2'] };

test('what was saved when the build had begun stays, whatever it ends with', () => {
  const module: PatchedModule = { ...patched(BUILT), age: 'newer' };
  expect(settlePatches([module], 'other')).toEqual({ undo: [], leadsOn: false, mismatched: [], newer: [module] });
  const unbuilt: PatchedModule = { ...module, built: undefined };
  const stays = { undo: [], leadsOn: true, mismatched: [], newer: [unbuilt] };
  expect(settlePatches([unbuilt], 'failed')).toEqual(stays);
  expect(settlePatches([unbuilt], 'same')).toEqual(stays);
});

test('it stays where the build has the module of before, and processes go by way of the patch', () => {
  const module: PatchedModule = { ...patched({ text: 'old', hashes: ['h1'] }), age: 'newer' };
  expect(settlePatches([module], 'other')).toEqual({ undo: [], leadsOn: true, mismatched: [], newer: [module] });
});

test('it stays where it is the code of before', () => {
  const module: PatchedModule = { ...patched(BUILT, 'old'), age: 'newer' };
  expect(settlePatches([module], 'other')).toMatchObject({ undo: [], newer: [module] });
});

test('it is confirmed where the build has the same code, for another text', () => {
  const module: PatchedModule = { ...patched({ text: 'new', hashes: ['h2'] }), age: 'newer' };
  expect(settlePatches([module], 'other')).toMatchObject({ mismatched: [], newer: [] });
});

test('a build of a newer text corrects a patch, and is not counted', () => {
  const module: PatchedModule = { ...patched(BUILT), age: 'older' };
  expect(settlePatches([module], 'other')).toEqual({ undo: [], leadsOn: false, mismatched: [], newer: [] });
});
