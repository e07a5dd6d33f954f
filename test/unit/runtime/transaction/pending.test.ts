/** Tests what is known and not installed: nothing of it is lost, nothing of it is stale. */

import { ModuleWrapper } from '../../../../runtime/module-wrapper';
import { type FakeBundle, startBundle } from '../../../support/fake-bundle';
import { esm, importing, readerOf, valueOf } from '../../../support/fake-modules';
import { findLooseEnds } from '../../../support/invariants';
import { holdModules, startReloader } from '../../../support/reloaders';

const ORIGINAL = valueOf(1);

function startApplication(): FakeBundle {
  return startBundle({ './main': importing('./routes'), './routes': readerOf('./leaf'), './leaf': ORIGINAL });
}

describe('the pending modules', () => {
  it('are the newest of each, over any number of builds', async () => {
    const bundle = startApplication();
    const reloader = holdModules(['./routes']);
    await bundle.edit({ './leaf': valueOf(2) });
    await bundle.edit({ './routes': readerOf('./leaf') });
    const outcome = await bundle.edit({ './leaf': valueOf(3) });
    expect(outcome.pending).toEqual(['./leaf', './routes']);
    await reloader.reload();
    expect(bundle.exports('./routes').read()).toBe(3);
    expect(bundle.require.h()).toBe('build-3');
  });

  it('are pending no longer when an edit is taken back', async () => {
    const bundle = startApplication();
    const reloader = holdModules(['./routes']);
    await bundle.edit({ './leaf': valueOf(2) });
    expect((await bundle.edit({ './leaf': ORIGINAL })).pending).toEqual([]);
    expect(await reloader.reload()).toMatchObject({ kind: 'unchanged' });
    expect(bundle.instance('./routes').hot.active).toBe(true);
  });

  it('say nothing where a build changed no module of this runtime, and still follow its hash', async () => {
    const bundle = startApplication();
    startReloader(['./routes']);
    expect(await bundle.edit({})).toMatchObject({ kind: 'unchanged', pending: [], warnings: [] });
    expect(bundle.printed).toEqual([]);
    expect(bundle.require.h()).toBe('build-1');
    expect(bundle.source.asked).toEqual(['build-0']);
    await bundle.ring();
    expect(bundle.source.asked).toEqual(['build-0', 'build-1']);
  });

  it('keep the runtime modules of a build waiting that installs nothing', async () => {
    const bundle = startApplication();
    const reloader = holdModules(['./routes']);
    await bundle.edit({ './leaf': valueOf(2) });
    expect(bundle.require.h()).toBe('build-0');
    await reloader.reload();
    expect(bundle.require.h()).toBe('build-1');
  });

  it('reach modules that nobody has evaluated without a reload', async () => {
    const bundle = startBundle({ './main': importing(), './lazy': valueOf(1) });
    expect(await bundle.edit({ './lazy': valueOf(2) })).toMatchObject({ kind: 'applied', pending: [] });
    expect(bundle.exports('./lazy').value).toBe(2);
  });
});

describe('modules that nobody has evaluated', () => {
  it('take the newest code while others wait', async () => {
    const bundle = startBundle({ './main': importing('./routes'), './routes': readerOf('./leaf'), './leaf': ORIGINAL });
    holdModules(['./routes']);
    const outcome = await bundle.edit({ './leaf': valueOf(2), './added': valueOf('added') });
    expect(outcome).toMatchObject({ kind: 'applied', modules: ['./added'], pending: ['./leaf'] });
    expect(bundle.exports('./added').value).toBe('added');
    expect(bundle.exports('./routes').read()).toBe(1);
  });
});

describe('missed builds', () => {
  it('are caught up in one transaction', async () => {
    const bundle = startApplication();
    startReloader(['./routes']);
    for (const value of [2, 3, 4, 5, 6]) bundle.publish({ './leaf': valueOf(value) });
    expect(await bundle.ring()).toMatchObject({ kind: 'applied', generation: 1 });
    expect(bundle.exports('./routes').read()).toBe(6);
    expect(bundle.outcomes).toHaveLength(1);
  });

  it('of many rings at once are taken by at most two transactions', async () => {
    const bundle = startApplication();
    startReloader(['./routes']);
    const rings = [2, 3, 4, 5].map((value) => bundle.edit({ './leaf': valueOf(value) }));
    const outcomes = await Promise.all(rings);
    expect(bundle.exports('./routes').read()).toBe(5);
    expect(bundle.source.asked).toHaveLength(2);
    expect(outcomes.at(-1)?.pending).toEqual([]);
  });
});

describe('modules that are added and removed', () => {
  it('come and go with their importers', async () => {
    const bundle = startApplication();
    startReloader(['./routes']);
    await bundle.edit({ './routes': readerOf('./renamed'), './renamed': valueOf('new'), './leaf': undefined });
    expect(bundle.exports('./routes').read()).toBe('new');
    expect(bundle.require.c['./leaf']).toBeUndefined();
    expect(() => ModuleWrapper.of('./leaf')).toThrow("'./leaf' is not a module of this bundle");
    expect(findLooseEnds(bundle)).toEqual([]);
    await bundle.edit({ './routes': readerOf('./leaf'), './leaf': valueOf('back'), './renamed': undefined });
    expect(bundle.exports('./routes').read()).toBe('back');
    expect(Object.keys(bundle.require.c)).not.toContain('./renamed');
  });

  it('stay while code that runs requires them', async () => {
    const bundle = startBundle({ './main': readerOf('./leaf'), './leaf': valueOf(1) });
    expect(await bundle.edit({ './leaf': undefined, './main': importing() })).toMatchObject({
      kind: 'refused',
      pending: ['./leaf', './main'],
    });
    expect(bundle.exports('./main').read()).toBe(1);
  });

  it('are waited for no longer once they are gone, though something else is refused', async () => {
    const bundle = startBundle({
      './main': importing('./routes', './other'),
      './routes': importing('./leaf'),
      './leaf': valueOf(1),
      './other': valueOf(1),
    });
    startReloader(['./routes']);
    await bundle.edit({ './other': valueOf(2) });
    expect(await bundle.edit({ './routes': importing(), './leaf': undefined })).toMatchObject({
      kind: 'applied',
      modules: expect.arrayContaining(['./routes', './leaf']) as unknown,
      pending: ['./other'],
    });
  });

  it('run the dispose handlers of what goes', async () => {
    const disposed: string[] = [];
    const bundle = startBundle({
      './main': importing('./routes'),
      './routes': importing('./leaf'),
      './leaf': esm([], (_, __, module) => module.hot.dispose(() => void disposed.push('leaf'))),
    });
    startReloader(['./routes']);
    await bundle.edit({ './routes': importing(), './leaf': undefined });
    expect(disposed).toEqual(['leaf']);
  });
});

describe('the counted generation', () => {
  it('grows with each commit and with nothing else', async () => {
    const bundle = startApplication();
    startReloader(['./routes']);
    const generations: number[] = [];
    for (const edit of [{ './leaf': valueOf(2) }, { './main': importing() }, { './leaf': importing('./nowhere') }]) {
      generations.push((await bundle.edit(edit)).generation);
    }
    generations.push((await bundle.ring()).generation, (await bundle.edit({ './leaf': valueOf(3) })).generation);
    expect(generations).toEqual([1, 1, 1, 1, 2]);
    expect(ModuleWrapper.of('./routes').generation).toBe(2);
  });

  it('comes with the milliseconds of the clock', async () => {
    const bundle = startApplication();
    startReloader(['./routes']);
    const slow = esm(['value'], (own) => {
      bundle.time += 12.34;
      own['value'] = 2;
    });
    expect((await bundle.edit({ './leaf': slow })).ms).toBe(12.3);
    expect(bundle.printed).toEqual(['info: [hot] applied 2 modules in 12.3 ms: leaf → routes']);
  });
});
