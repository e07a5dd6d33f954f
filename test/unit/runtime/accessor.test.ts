/** Tests that an accessor behaves as the current exports of its module do, in every generation. */

import { inspect } from 'node:util';

import { ModuleAttributeAccessor } from '../../../runtime/accessor-of';
import { ModuleWrapper } from '../../../runtime/module-wrapper';
import { startBundle } from '../../support/fake-bundle';
import { commonJs, esm, importing, valueOf } from '../../support/fake-modules';
import type { Exports, FakeFactory } from '../../support/fake-webpack';
import { startReloader } from '../../support/reloaders';

function exporting(values: Readonly<Record<string, unknown>>): FakeFactory {
  return esm(Object.keys(values), (own) => void Object.assign(own, values));
}

/** A registered module whose exports are two names, and after an edit one of them and another. */
function startEdited(): { readonly live: Exports; readonly edit: () => Promise<unknown> } {
  const bundle = startBundle({ './main': importing('./leaf'), './leaf': exporting({ value: 1, old: 'old' }) });
  startReloader(['./leaf']);
  const live = ModuleAttributeAccessor.of<Exports>('./leaf');
  return { live, edit: () => bundle.edit({ './leaf': exporting({ value: 2, added: 'new' }) }) };
}

describe('an accessor', () => {
  it('reads the exports of the current generation', async () => {
    const { live, edit } = startEdited();
    expect([live.value, live['old'], live['added']]).toEqual([1, 'old', undefined]);
    await edit();
    expect([live.value, live['old'], live['added']]).toEqual([2, undefined, 'new']);
  });

  it('answers `in`, Object.keys, spread and for…in for the current generation', async () => {
    const { live, edit } = startEdited();
    const names = (): string[] => {
      const found: string[] = [];
      for (const name in live) found.push(name);
      return found;
    };
    expect(['value' in live, 'old' in live, 'added' in live]).toEqual([true, true, false]);
    expect([Object.keys(live), names()]).toEqual([
      ['value', 'old'],
      ['value', 'old'],
    ]);
    expect({ ...live }).toEqual({ value: 1, old: 'old' });
    await edit();
    expect(['value' in live, 'old' in live, 'added' in live]).toEqual([true, false, true]);
    expect([Object.keys(live), names()]).toEqual([
      ['value', 'added'],
      ['value', 'added'],
    ]);
    expect({ ...live }).toEqual({ value: 2, added: 'new' });
    expect(Object.entries(live)).toEqual([
      ['value', 2],
      ['added', 'new'],
    ]);
  });

  it('sets an export for every importer, until the module is reloaded', async () => {
    const { live, edit } = startEdited();
    live.value = 'set';
    expect([live.value, live['old']]).toEqual(['set', 'old']);
    await edit();
    expect(live.value).toBe(2);
  });

  it.each([undefined, true, false])('sets what has a setter by calling it (configurable: %s)', async (configurable) => {
    const logging = (first: string): FakeFactory =>
      commonJs((exports) => {
        let level = first;
        Object.defineProperty(exports, 'level', {
          enumerable: true,
          ...(configurable === undefined ? {} : { configurable }),
          get: () => level,
          set: (value: string) => (level = value),
        });
        exports['current'] = () => level;
      });
    const bundle = startBundle({ './main': importing('./log'), './log': logging('info') });
    startReloader(['./log']);
    const live = ModuleAttributeAccessor.of<{ level: string; current: () => string }>('./log');
    live.level = 'debug';
    expect([live.level, live.current()]).toEqual(['debug', 'debug']);
    await bundle.edit({ './log': logging('warn') });
    ModuleWrapper.of<{ level: string }>('./log').lockedSet('level', 'error');
    expect([live.level, live.current()]).toEqual(['error', 'error']);
  });

  it('deletes and defines exports', () => {
    const { live } = startEdited();
    delete live['old'];
    Object.defineProperty(live, 'defined', { value: 3, configurable: true, enumerable: true });
    expect({ ...live }).toEqual({ value: 1, defined: 3 });
  });

  it('cannot be frozen, for its exports change', () => {
    const { live } = startEdited();
    expect(() => Object.freeze(live)).toThrow(TypeError);
    expect(Object.isExtensible(live)).toBe(true);
  });

  it('is inspected as the exports are', () => {
    const { live } = startEdited();
    expect(inspect(live)).toContain('value');
    expect(Object.prototype.toString.call(live)).toBe('[object Module]');
  });

  it('is not taken for a promise', async () => {
    const { live } = startEdited();
    expect(await Promise.resolve(live)).toBe(live);
  });

  it('calls the methods of the current generation', async () => {
    const counting = (step: number): FakeFactory => exporting({ read: (from: number) => from + step });
    const bundle = startBundle({ './main': importing('./leaf'), './leaf': counting(1) });
    startReloader(['./leaf']);
    const live = ModuleAttributeAccessor.of<{ read: (from: number) => number }>('./leaf');
    expect(live.read(1)).toBe(2);
    await bundle.edit({ './leaf': counting(10) });
    expect(live.read(1)).toBe(11);
  });
});

describe('an accessor of a module that exports a function', () => {
  const greeting = (word: string): FakeFactory =>
    commonJs((_exports, _require, module) => {
      module.exports = Object.assign((name: string) => `${word} ${name}`, { word });
    });

  const counting = (step: number): FakeFactory =>
    commonJs((_exports, _require, module) => {
      module.exports = class Counter {
        readonly step = step;
      };
    });

  it('is callable, with the newest code', async () => {
    const bundle = startBundle({ './main': importing('./leaf'), './leaf': greeting('hello') });
    startReloader(['./leaf']);
    const live = ModuleAttributeAccessor.of<((name: string) => string) & { word: string }>('./leaf');
    expect(typeof live).toBe('function');
    expect([live('you'), live.word, Object.keys(live)]).toEqual(['hello you', 'hello', ['word']]);
    await bundle.edit({ './leaf': greeting('good day') });
    expect([live('you'), live.word, Object.keys(live)]).toEqual(['good day you', 'good day', ['word']]);
  });

  it('is constructible, with the newest class, and answers instanceof', async () => {
    const bundle = startBundle({ './main': importing('./leaf'), './leaf': counting(1) });
    startReloader(['./leaf']);
    const Live = ModuleAttributeAccessor.of<new () => { step: number }>('./leaf');
    const before = new Live();
    expect([before.step, before instanceof Live]).toEqual([1, true]);
    await bundle.edit({ './leaf': counting(2) });
    const after = new Live();
    expect([after.step, after instanceof Live, before instanceof Live]).toEqual([2, true, false]);
  });

  it('constructs subclasses', () => {
    startBundle({ './main': importing('./leaf'), './leaf': counting(1) });
    const Live = ModuleAttributeAccessor.of<new () => { step: number }>('./leaf');
    class Sub extends Live {
      readonly own = true;
    }
    const sub = new Sub();
    expect([sub.step, sub.own, sub instanceof Sub]).toEqual([1, true, true]);
  });

  it('passes `this` on', () => {
    startBundle({
      './main': importing('./leaf'),
      './leaf': commonJs((_exports, _require, module) => {
        module.exports = function (this: unknown) {
          return this;
        };
      }),
    });
    const live = ModuleAttributeAccessor.of<(this: unknown) => unknown>('./leaf');
    const self = {};
    expect(live.call(self)).toBe(self);
  });
});

describe('an accessor of a module that exports an array', () => {
  const exportingAsIs =
    (exports: unknown): FakeFactory =>
    (module) => {
      module.exports = exports;
    };

  async function startList(...versions: readonly unknown[]): Promise<unknown[]> {
    const [first, ...rest] = versions;
    const bundle = startBundle({ './main': importing('./list'), './list': exportingAsIs(first) });
    startReloader(['./list']);
    const live = ModuleAttributeAccessor.of<unknown[]>('./list');
    for (const version of rest) await bundle.edit({ './list': exportingAsIs(version) });
    return live;
  }

  it.each([
    [[[1, 2, 3]]],
    [[[1], [1, 2, 3]]],
    [
      [
        [1, 2, 3, 4, 5],
        [1, 2, 3],
      ],
    ],
  ])('is an array: %j', async (versions) => {
    const live = await startList(...versions);
    expect([Array.isArray(live), JSON.stringify(live), live.length]).toEqual([true, '[1,2,3]', 3]);
    expect([[...live], ([] as unknown[]).concat(live), live.map(String), live.slice(1)]).toEqual([
      [1, 2, 3],
      [1, 2, 3],
      ['1', '2', '3'],
      [2, 3],
    ]);
    expect([Object.keys(live), 'length' in live, 2 in live, 3 in live]).toEqual([['0', '1', '2'], true, true, false]);
    expect(Object.getOwnPropertyDescriptor(live, 'length')).toMatchObject({ value: 3, enumerable: false });
    expect(inspect(live)).toBe('[ 1, 2, 3 ]');
  });

  it('can be added to and cut short, until the module is reloaded', async () => {
    const live = await startList([1, 2, 3]);
    live.push(4);
    live[0] = 0;
    expect(JSON.stringify(live)).toBe('[0,2,3,4]');
    live.length = 1;
    expect([JSON.stringify(live), Reflect.deleteProperty(live, 'length')]).toEqual(['[0]', false]);
  });

  it.each<[string, object]>([
    ['an object', { a: 1 }],
    ['an object with a length', { a: 1, length: 7 }],
    ['a function', Object.assign(() => undefined, { a: 1 })],
    ['a frozen array', Object.freeze(Object.assign([1], { a: 1 }))],
  ])('reads what the module exports later, be it %s', async (_, later) => {
    const live: object = await startList([1, 2, 3], later);
    expect(Reflect.get(live, 'a')).toBe(1);
    expect(Reflect.ownKeys(live)).toEqual(expect.arrayContaining(['a', 'length']));
    for (const name of [...Reflect.ownKeys(live), 'length']) {
      expect(Reflect.getOwnPropertyDescriptor(live, name)?.value).toBe(Reflect.get(later, name));
    }
    expect(Object.keys(live)).toContain('a');
    expect([Reflect.deleteProperty(live, 'length'), 'length' in live]).toEqual([false, true]);
  });

  it('is none where the module has become one later, yet reads it', async () => {
    const live = await startList({ a: 1 }, [1, 2]);
    expect([Array.isArray(live), live.length, [...live], Object.keys(live)]).toEqual([false, 2, [1, 2], ['0', '1']]);
  });
});

describe('an accessor of a module that nobody has required', () => {
  it('evaluates it', () => {
    startBundle({ './lazy': valueOf(1) });
    expect(ModuleAttributeAccessor.of<Exports>('./lazy').value).toBe(1);
  });
});
