/** Decides what becomes of patches at the end of a build. */

import { settlePatches } from '../../../src/patch-settlement';
import type { BuiltModule, PatchedModule } from '../../../src/patch-settlement';

const patched = (built: BuiltModule | undefined, published = 'new', isEmitted = true): PatchedModule => ({
  published,
  isEmitted,
  original: 'old',
  originalHash: 'h1',
  built,
});

test('a build that contains the patch confirms it', () => {
  const module = patched({ text: 'new', hashes: ['h2'] });
  expect(settlePatches([module], 'other')).toEqual({ undo: [], leadsOn: false, mismatched: [] });
});

test('a build that contains something else corrects it, and is counted', () => {
  const module = patched({ text: 'newer', hashes: ['h2'] });
  expect(settlePatches([module], 'other')).toEqual({ undo: [], leadsOn: false, mismatched: [module] });
});

test('a build that contains the patch, but for its update files, corrects it, and is counted', () => {
  const module = patched({ text: 'new', hashes: ['h2'] }, 'new', false);
  expect(settlePatches([module], 'other')).toEqual({ undo: [], leadsOn: false, mismatched: [module] });
});

test('a build that has the module of before does not contain it in its update, so the patch is taken back', () => {
  const module = patched({ text: 'old', hashes: ['h1'] });
  expect(settlePatches([module], 'other')).toEqual({ undo: [module], leadsOn: true, mismatched: [module] });
});

test('what is the same in one of several runtimes is taken back', () => {
  const module = patched({ text: 'new', hashes: ['h2', 'h1'] });
  expect(settlePatches([module], 'other')).toMatchObject({ undo: [module], leadsOn: true });
});

test('what was taken back already is not taken back again, but the way leads over it', () => {
  const module = patched({ text: 'old', hashes: ['h1'] }, 'old');
  expect(settlePatches([module], 'other')).toEqual({ undo: [], leadsOn: true, mismatched: [] });
});

test('a module that is gone is removed by the update', () => {
  expect(settlePatches([patched(undefined)], 'other')).toEqual({ undo: [], leadsOn: false, mismatched: [] });
});

test.each(['failed', 'same'] as const)('a build that is %s takes back every patch', (ending) => {
  const [module, back] = [patched(undefined), patched(undefined, 'old')];
  expect(settlePatches([module, back], ending)).toEqual({ undo: [module], leadsOn: true, mismatched: [] });
});
