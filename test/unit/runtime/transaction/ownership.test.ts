/** Tests that what a module registers or starts ends with that module. */

import { AutomaticReloader, ManualReloader } from '../../../../runtime/reloader';
import { startBundle } from '../../../support/fake-bundle';
import { esm, importing, throwing, valueOf } from '../../../support/fake-modules';
import type { FakeFactory } from '../../../support/fake-webpack';
import { startReloader } from '../../../support/reloaders';

/** Creates a reloader of its own and registers its child. */
function parentWithReloader(created: AutomaticReloader[]): FakeFactory {
  return esm([], (_, require) => {
    const reloader = new AutomaticReloader().ref();
    reloader.register(require('./child'));
    reloader.start();
    created.push(reloader);
  });
}

describe('a reloader that a module creates', () => {
  it('stops when the module is replaced, and the new one takes over', async () => {
    const created: AutomaticReloader[] = [];
    const bundle = startBundle({
      './main': importing('./parent'),
      './parent': parentWithReloader(created),
      './child': valueOf(1),
    });
    startReloader(['./parent']);
    await bundle.edit({ './parent': parentWithReloader(created) });
    expect(created).toHaveLength(2);
    await created[0]?.finished;
    expect([created[0]?.automatic, created[1]?.automatic]).toEqual([false, true]);
    expect(await bundle.edit({ './child': valueOf(2) })).toMatchObject({ kind: 'applied', boundaries: ['./child'] });
  });

  it('lets the process end when its module is replaced by one without', async () => {
    const created: AutomaticReloader[] = [];
    const bundle = startBundle({
      './main': importing('./parent'),
      './parent': parentWithReloader(created),
      './child': valueOf(1),
    });
    startReloader(['./parent']);
    expect(bundle.keptAlive).toBe(true);
    await bundle.edit({ './parent': importing('./child') });
    expect(bundle.keptAlive).toBe(false);
    expect(await bundle.edit({ './child': valueOf(2) })).toMatchObject({ kind: 'applied', boundaries: ['./parent'] });
  });

  it('runs on when the replacement is rolled back', async () => {
    const created: AutomaticReloader[] = [];
    const bundle = startBundle({
      './main': importing('./parent'),
      './parent': parentWithReloader(created),
      './child': valueOf(1),
    });
    startReloader(['./parent']);
    await bundle.edit({ './parent': throwing('boom') });
    expect(created[0]?.automatic).toBe(true);
    expect(bundle.keptAlive).toBe(true);
  });

  it('stops listening to signals with its module', async () => {
    const listening = esm([], () => void new ManualReloader().listen());
    const bundle = startBundle({ './main': importing('./parent'), './parent': listening });
    startReloader(['./parent']);
    expect(bundle.process.listenerCount('SIGUSR2')).toBe(1);
    await bundle.edit({ './parent': esm([], () => void new ManualReloader().listen()) });
    expect(bundle.process.listenerCount('SIGUSR2')).toBe(1);
    await bundle.edit({ './parent': importing() });
    expect(bundle.process.listenerCount('SIGUSR2')).toBe(0);
  });
});

describe('a registration that a module makes with a reloader from elsewhere', () => {
  const registering = (reloader: () => AutomaticReloader, ...children: readonly string[]): FakeFactory =>
    esm([], (_, require) => {
      for (const child of children) reloader().register(require(child));
    });

  it('ends when the module is replaced, so that the new code can register anew', async () => {
    let reloader: AutomaticReloader | undefined;
    const get = (): AutomaticReloader => (reloader ??= new AutomaticReloader());
    const bundle = startBundle({
      './main': esm([], (_, require) => {
        get();
        require('./parent');
      }),
      './parent': registering(get, './one', './two'),
      './one': valueOf(1),
      './two': valueOf(1),
    });
    get().start();
    startReloader(['./parent']);
    expect((await bundle.edit({ './parent': registering(get, './one') })).kind).toBe('applied');
    expect(get().canRegister('./one')).toMatchObject({ ok: false, code: 'ALREADY_REGISTERED' });
    expect(get().canRegister('./two')).toEqual({ ok: true });
  });

  it('stays when it was made later, by a call', async () => {
    const bundle = startBundle({
      './main': importing('./parent'),
      './parent': importing('./child'),
      './child': valueOf(1),
    });
    const reloader = startReloader(['./parent', './child']);
    await bundle.edit({ './parent': importing() });
    expect(reloader.canRegister('./child')).toMatchObject({ ok: false, code: 'ALREADY_REGISTERED' });
  });
});
