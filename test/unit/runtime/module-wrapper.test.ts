/** Tests what a wrapper knows of its module, and what it does to it. */

import { HotReloadError } from '../../../runtime/errors';
import { ModuleWrapper } from '../../../runtime/module-wrapper';
import { type FakeBundle, startBundle } from '../../support/fake-bundle';
import { commonJs, esm, importing, readerOf, valueOf } from '../../support/fake-modules';
import type { Exports } from '../../support/fake-webpack';
import { startReloader } from '../../support/reloaders';

function startApplication(): FakeBundle {
  return startBundle({ './main': importing('./routes'), './routes': readerOf('./leaf'), './leaf': valueOf(1) });
}

describe('ModuleWrapper', () => {
  it('tells id, file and exports', () => {
    const bundle = startApplication();
    const wrapper = ModuleWrapper.of<Exports>('./routes');
    expect(wrapper.id).toBe('./routes');
    expect(wrapper.resource).toBe('/app/routes');
    expect(wrapper.module).toBe(bundle.exports('./routes'));
  });

  it('tells no file of a module that has none', () => {
    startBundle({ './main': importing('virtual'), virtual: valueOf(1) });
    expect(ModuleWrapper.of('virtual').resource).toBe('');
  });

  it('tells the file of a module that a later build brought', async () => {
    const bundle = startBundle({ 1: importing(), 2: valueOf(2) }, { entries: [1] });
    bundle.source.table = { ...bundle.source.table, resources: { 1: 'src/main.ts' } };
    startReloader([1]);
    expect(ModuleWrapper.of(1).resource).toBe('/app/src/main.ts');
    bundle.source.table = { ...bundle.source.table, resources: { 1: 'src/main.ts', 3: 'src/three.ts' } };
    await bundle.edit({ 1: importing(3), 3: valueOf(3) });
    expect(ModuleWrapper.of(3).resource).toBe('/app/src/three.ts');
    expect(ModuleWrapper.of(1).includedModules()).toEqual([1, 3]);
  });

  it('evaluates a module that nobody has required yet when its exports are asked for', () => {
    startBundle({ './lazy': valueOf(1) });
    expect(ModuleWrapper.of<Exports>('./lazy').module.value).toBe(1);
  });

  it('refuses what is not a module', () => {
    startApplication();
    expect(() => ModuleWrapper.of({})).toThrow(HotReloadError);
    expect(() => ModuleWrapper.of('./nowhere')).toThrow("'./nowhere' is not a module of this bundle");
  });

  it('counts the generation of the last commit that evaluated its module', async () => {
    const bundle = startBundle({ './main': importing('./a', './b'), './a': valueOf(1), './b': valueOf(1) });
    startReloader(['./a', './b']);
    const [a, b] = [ModuleWrapper.of('./a'), ModuleWrapper.of('./b')];
    expect([a.generation, b.generation]).toEqual([0, 0]);
    await bundle.edit({ './a': valueOf(2) });
    await bundle.edit({ './b': valueOf(2) });
    expect([a.generation, b.generation]).toEqual([1, 2]);
    await bundle.edit({ './a': valueOf(3) });
    expect([a.generation, b.generation]).toEqual([3, 2]);
  });
});

describe('ModuleWrapper.reload', () => {
  it('evaluates its module again even if nothing changed, and is seen by importers', async () => {
    let runs = 0;
    const bundle = startBundle({
      './main': readerOf('./leaf'),
      './leaf': esm(['value'], (own) => {
        runs += 1;
        own['value'] = runs;
      }),
    });
    const outcome = await ModuleWrapper.of('./leaf').reload();
    expect(outcome).toMatchObject({ kind: 'applied', modules: ['./leaf'], boundaries: ['./leaf'], generation: 1 });
    expect(bundle.exports('./main').read()).toBe(2);
  });

  it('applies what is pending first, in the same transaction', async () => {
    const bundle = startApplication();
    startReloader(['./routes']).stop();
    await bundle.edit({ './leaf': valueOf(2) });
    bundle.publish({ './leaf': valueOf(3) });
    const outcome = await ModuleWrapper.of('./routes').reload();
    expect(outcome).toMatchObject({ kind: 'applied', generation: 1, pending: [] });
    expect(bundle.exports('./routes').read()).toBe(3);
  });

  it("includes what lies below its folder under 'all'", async () => {
    const ran: string[] = [];
    const running = (name: string, ...imports: readonly string[]) =>
      esm([], (_, require) => {
        for (const id of imports) require(id);
        ran.push(name);
      });
    startBundle({
      './main': importing('./p/a', './p/d', './q/c'),
      './p/a': running('a', './p/b', './q/c'),
      './p/b': running('b', './q/c'),
      './q/c': running('c'),
      './p/d': running('d'),
    });
    ran.length = 0;
    await ModuleWrapper.of('./p/a', { recursive: 'all' }).reload();
    expect(ran.sort()).toEqual(['a', 'b', 'd']);
  });

  it('works for a module that is evaluated by the reload first', async () => {
    startBundle({ './lazy': valueOf(1) });
    expect(await ModuleWrapper.of('./lazy').reload()).toMatchObject({ kind: 'unchanged' });
    expect(ModuleWrapper.of<Exports>('./lazy').lockedGet('value')).toBe(1);
  });
});

describe('ModuleWrapper.lockedGet and lockedSet', () => {
  it.each([
    ['ESM', valueOf(1)],
    ['CommonJS', commonJs((exports) => (exports.value = 1))],
  ])('set an export of %s for every importer, until the reload', async (_, leaf) => {
    const bundle = startBundle({ './main': readerOf('./leaf'), './leaf': leaf });
    startReloader(['./leaf']);
    const wrapper = ModuleWrapper.of<Exports>('./leaf');
    wrapper.lockedSet('value', 'set');
    expect(wrapper.lockedGet('value')).toBe('set');
    expect(bundle.exports('./main').read()).toBe('set');
    await wrapper.reload();
    expect(wrapper.lockedGet('value')).toBe(1);
    expect(bundle.exports('./main').read()).toBe(1);
  });

  it('keep what was set through a reload that is rolled back', async () => {
    const bundle = startApplication();
    startReloader(['./leaf']);
    const wrapper = ModuleWrapper.of<Exports>('./leaf');
    wrapper.lockedSet('value', 'set');
    const failing = esm(['value'], () => {
      throw new Error('boom');
    });
    expect((await bundle.edit({ './leaf': failing })).kind).toBe('rolled-back');
    expect(wrapper.lockedGet('value')).toBe('set');
    expect(bundle.exports('./routes').read()).toBe('set');
  });

  it('add an export that the module does not have', () => {
    const bundle = startApplication();
    ModuleWrapper.of<Exports>('./leaf').lockedSet('other', 7);
    expect(bundle.exports('./leaf')['other']).toBe(7);
  });

  it('refuse to set an export that its module froze, and say so', () => {
    startBundle({
      './main': importing('./leaf'),
      './leaf': commonJs((exports) => {
        exports.value = 1;
        Object.freeze(exports);
      }),
    });
    const set = (): void => ModuleWrapper.of<Exports>('./leaf').lockedSet('value', 2);
    expect(set).toThrow(expect.objectContaining({ code: 'READ_ONLY' }) as Error);
    expect(set).toThrow('value of ./leaf cannot be set; its module froze it.');
  });
});
