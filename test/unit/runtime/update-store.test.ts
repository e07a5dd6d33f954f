/** Tests what is held of newer builds until it is installed, and what is put back when that fails. */

import type { HotHost, ModuleFactory } from '../../../runtime/host';
import type { ModuleId } from '../../../runtime/protocol/identifiers';
import { isCode } from '../../../runtime/removed-module';
import { type Update, UpdateStore } from '../../../runtime/update-store';

/** Code with a text. */
function code(text: string): ModuleFactory {
  return Object.assign(() => undefined, { toString: () => text });
}

interface Bench {
  readonly store: UpdateStore;
  readonly factories: HotHost['factories'];
  readonly chunks: Set<ModuleId>;
  readonly ran: string[];
}

function createStore(installed: Readonly<Record<string, ModuleFactory>> = {}): Bench {
  const factories: HotHost['factories'] = { ...installed };
  const chunks = new Set<ModuleId>(['main', 7]);
  const ran: string[] = [];
  const host: Partial<HotHost> = {
    factories,
    hash: () => 'b0',
    forgetChunks: (ids) => {
      for (const id of ids) chunks.delete(id);
    },
    runRuntime: (install) => {
      install(ran);
    },
    saveRuntime: () => {
      const saved = [...chunks];
      return () => {
        for (const id of saved) chunks.add(id);
        ran.push('restored');
      };
    },
  };
  return { store: new UpdateStore(host as HotHost), factories, chunks, ran };
}

function update(
  build: string,
  factories: Readonly<Record<string, ModuleFactory | undefined>>,
  more: Partial<Update> = {},
): Update {
  return {
    build,
    factories: new Map(Object.entries(factories)),
    unloaded: new Map(),
    runtime: [],
    removedChunks: [],
    ...more,
  };
}

describe('UpdateStore.add', () => {
  it('knows the newest build and code', () => {
    const { store } = createStore();
    expect(store.build).toBe('b0');
    const newest = code('a2');
    store.add(update('b1', { a: code('a1') }));
    store.add(update('b2', { a: newest, b: undefined }));
    expect(store.build).toBe('b2');
    expect([...store.pending]).toEqual([['a', newest]]);
  });

  it('takes the same text for the same code, with and without the directive that webpack moves about', () => {
    const { store } = createStore({ a: code('function () { "use strict";\nreturn 1 }'), b: code('b') });
    store.add(update('b1', { a: code('function () { return 1 }'), b: code('b') }));
    expect(store.pending.size).toBe(0);
  });

  it.each([
    ['says the same as a patch that is installed', 'confirmed', 'a0', false],
    ['says the same as a patch that waits', 'confirmed', 'b1', false],
    ['says more than a patch', 'confirmed', 'a1', true],
    ['repeats a patch on top of a build', 'renewed', 'b1', false],
    ['brings more than the patch that it repeats', 'renewed', 'a1', true],
    ['is a patch', 'ahead', 'a0', true],
    ['replaces no patch', undefined, 'a0', true],
  ] as const)('tells whether there is news where an update %s', (_, patch, text, isNews) => {
    const { store } = createStore({ a: code('a0') });
    store.add(update('p1', { b: code('b1') }, { patch: 'ahead' }));
    expect(store.add(update('b1', { [text.startsWith('a') ? 'a' : 'b']: code(text) }, { patch }))).toBe(isNews);
    expect(store.build).toBe('b1');
  });

  it('forgets an edit that was taken back, and a module that was added and removed', () => {
    const { store } = createStore({ a: code('a0') });
    store.add(update('b1', { a: code('a1'), added: code('x') }));
    store.add(update('b2', { a: code('a0'), added: undefined }));
    expect(store.pending.size).toBe(0);
  });

  it('keeps a removal pending', () => {
    const { store } = createStore({ a: code('a0') });
    store.add(update('b1', { a: undefined }));
    expect([...store.pending]).toEqual([['a', undefined]]);
  });
});

describe('UpdateStore.install of runtime modules', () => {
  const provide = (ran: unknown): void => void (ran as string[]).push('provided');
  const need = (ran: unknown): void => {
    if (!(ran as string[]).includes('provided')) throw new TypeError('it is not there');
    (ran as string[]).push('needed');
  };

  it('does not depend on the order of their chunks', () => {
    const { store, ran } = createStore();
    store.add(update('b1', {}, { runtime: [need, provide] }));
    store.installRuntime();
    expect(ran).toEqual(['provided', 'needed']);
  });

  it('changes nothing where one of them throws, and tries again with the next build', () => {
    const { store, factories, ran } = createStore({ a: code('a0') });
    const before = factories['a'];
    store.add(update('b1', { a: code('a1') }, { runtime: [need] }));
    expect(() => store.install(['a'])).toThrow('it is not there');
    expect([factories['a'], ran]).toEqual([before, ['restored']]);
    store.add(update('b2', {}, { runtime: [provide] }));
    store.install(['a']);
    expect(ran.slice(1)).toEqual(['provided', 'needed']);
  });
});

describe('UpdateStore.install', () => {
  it('puts in what it is asked to, removes what is gone, and leaves the rest pending', () => {
    const { store, factories } = createStore({ a: code('a0'), gone: code('gone') });
    const [a, b] = [code('a1'), code('b1')];
    store.add(update('b1', { a, b, gone: undefined }));
    store.install(['a', 'gone']);
    store.commit(['a', 'gone']);
    expect([factories['a'], isCode(factories['gone']), 'b' in factories]).toEqual([a, false, false]);
    expect([...store.pending]).toEqual([['b', b]]);
  });

  it('runs all runtime modules, oldest first, once', () => {
    const { store, chunks, ran } = createStore();
    const push = (text: string) => (list: unknown) => void (list as string[]).push(text);
    store.add(update('b1', {}, { runtime: [push('one')], removedChunks: [7] }));
    store.add(update('b2', {}, { runtime: [push('two')] }));
    store.installRuntime();
    store.installRuntime();
    expect(ran).toEqual(['one', 'two']);
    expect([...chunks]).toEqual(['main']);
  });

  it('puts everything back as it was, and tries again later', () => {
    const a0 = code('a0');
    const { store, factories, chunks, ran } = createStore({ a: a0, gone: a0 });
    store.add(update('b1', { a: code('a1'), added: code('x'), gone: undefined }, { removedChunks: [7] }));
    const undo = store.install(['a', 'added', 'gone']);
    undo();
    expect(factories).toEqual({ a: a0, gone: a0 });
    expect([chunks.has(7), ran, store.pending.size]).toEqual([true, ['restored'], 3]);
    store.install(['a', 'added', 'gone']);
    expect(['a', 'added', 'gone'].map((id) => isCode(factories[id]))).toEqual([true, true, false]);
  });
});

describe('modules whose chunk is not loaded', () => {
  it('are pending as soon as an older chunk file has brought them', () => {
    const { store, factories } = createStore();
    const newest = code('lazy2');
    store.add(update('b1', {}, { unloaded: new Map([['lazy', newest]]) }));
    store.noticeLoaded();
    expect(store.pending.size).toBe(0);
    factories['lazy'] = code('lazy1');
    store.noticeLoaded();
    expect([...store.pending]).toEqual([['lazy', newest]]);
  });

  it('are not pending where the chunk file is as new', () => {
    const { store, factories } = createStore();
    store.add(update('b1', {}, { unloaded: new Map([['lazy', code('lazy1')]]) }));
    factories['lazy'] = code('lazy1');
    store.noticeLoaded();
    expect(store.pending.size).toBe(0);
  });

  it('are forgotten when a later build has the module in a loaded chunk', () => {
    const { store, factories } = createStore();
    const newest = code('lazy3');
    store.add(update('b1', {}, { unloaded: new Map([['lazy', code('lazy2')]]) }));
    factories['lazy'] = code('lazy1');
    store.add(update('b2', { lazy: newest }));
    store.noticeLoaded();
    expect([...store.pending]).toEqual([['lazy', newest]]);
  });

  it('hand over pending code to chunks that are ahead of the installed build', () => {
    const { store, factories } = createStore();
    const newest = code('new');
    store.add(update('b1', { './new': newest, './gone': undefined }));
    const taken = ['./new', './gone', './unknown'].map((id) => store.takeNewest(id, undefined));
    expect(taken).toEqual([newest, undefined, undefined]);
    expect([factories['./new'], store.pending.has('./new')]).toEqual([newest, false]);
  });

  it('hand over the newest code of a chunk that was loaded just now, once', () => {
    const { store, factories } = createStore();
    const [older, newest, installed] = [code('older'), code('newest'), code('installed')];
    store.add({ ...update('b1', { './installed': code('pending') }), unloaded: new Map([['./lazy', newest]]) });
    factories['./lazy'] = older;
    expect(store.takeNewest('./lazy', older)).toBe(newest);
    expect(factories['./lazy']).toBe(newest);
    expect(store.takeNewest('./lazy', older)).toBe(older);
    expect(store.takeNewest('./installed', installed)).toBe(installed);
    store.noticeLoaded();
    expect([...store.pending.keys()]).toEqual(['./installed']);
  });

  it('tell whether the installed build is behind', () => {
    const { store } = createStore();
    expect(store.isAhead).toBe(false);
    store.add(update('b1', {}, { runtime: [() => undefined] }));
    expect(store.isAhead).toBe(true);
    store.installRuntime();
    expect(store.isAhead).toBe(false);
  });
});
