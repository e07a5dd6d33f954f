/** Tests which file a module is said to come from. */

import { folderOf, joinPath, Resources, type ResourceTable } from '../../../runtime/resources';

describe('joinPath', () => {
  it.each([
    [['/app/dist', '..', './src/a.ts'], '/app/src/a.ts'],
    [['/app/dist', '../..', '../lib/a.ts'], '/lib/a.ts'],
    [['/app', './a//b/./c.ts'], '/app/a/b/c.ts'],
    [['/app', '/elsewhere', 'a.ts'], '/elsewhere/a.ts'],
    [['C:/app/dist', '..', 'src/a.ts'], 'C:/app/src/a.ts'],
    [['C:/app/dist', 'D:/other', 'a.ts'], 'D:/other/a.ts'],
    [['/app', ''], '/app'],
    [['/', 'a.ts'], '/a.ts'],
  ])('of %j is %s', (segments, path) => {
    expect(joinPath(...segments)).toBe(path);
  });
});

describe('folderOf', () => {
  it.each([
    ['/app/src/a.ts', '/app/src'],
    ['/a.ts', ''],
    ['', ''],
  ])('of %j is %j', (path, folder) => {
    expect(folderOf(path)).toBe(folder);
  });
});

describe('Resources', () => {
  const table: ResourceTable = {
    outputFolder: '/app/dist',
    context: '..',
    resources: { 7: 'src/seven.ts', 'a.ts': '../a.ts' },
  };

  it.each([
    ['./src/a.ts', '/app/src/a.ts'],
    ['../shared/a.ts', '/shared/a.ts'],
    [7, '/app/src/seven.ts'],
    ['a.ts', '/a.ts'],
    [8, ''],
    ['external "fs"', ''],
  ])('of %j is %j', (id, path) => {
    expect(new Resources(() => table).of(id)).toBe(path);
  });

  it.each([
    ['a number', 7, './src/a.ts'],
    ['a number of no file', 8, 8],
    ['a number that is not known', 9, 9],
    ['a path, with whatever belongs to it', './src/a.ts?raw', './src/a.ts?raw'],
  ])('names what has %s for an identifier', (_, id, name) => {
    const table = { outputFolder: '/app/dist', context: '..', resources: { 7: './src/a.ts', 8: '' } };
    expect(new Resources(() => table).nameOf(id)).toBe(name);
  });

  it('follows the newest table, where there is one', () => {
    let newest: ResourceTable | undefined;
    const resources = new Resources(() => newest);
    expect([resources.of(7), resources.of('./a')]).toEqual(['', '']);
    newest = table;
    expect([resources.of(7), resources.of('./a')]).toEqual(['/app/src/seven.ts', '/app/a']);
    newest = { ...table, resources: { 8: 'src/eight.ts', './context sync': '' } };
    expect([7, 8, './context sync'].map((id) => resources.of(id))).toEqual(['', '/app/src/eight.ts', '']);
  });
});
