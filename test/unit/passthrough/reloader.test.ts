/** Tests the reloaders of the pass-through. */

import {
  AutomaticReloader,
  HotReloadError,
  ManualReloader,
  ModuleAttributeAccessor,
  ModuleWrapper,
} from '../../../runtime/passthrough';
import type { Outcome } from '../../../runtime/passthrough';
import * as routes from './modules/routes';

const UNCHANGED: Outcome = { kind: 'unchanged', generation: 0, ms: 0, pending: [], warnings: [] };

function errorOf(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('register', () => {
  it('gives the one accessor of the module, whatever names it', () => {
    const reloader = new AutomaticReloader();
    const live = reloader.register(routes);
    expect(live).toBe(ModuleAttributeAccessor.of(routes));
    const names: unknown[] = [routes, live, ModuleWrapper.of(routes), require.resolve('./modules/routes')];
    for (const name of names as (typeof routes)[]) {
      expect(ModuleAttributeAccessor.of(name)).toBe(live);
      expect(reloader.canRegister(name)).toMatchObject({ ok: false, code: 'ALREADY_REGISTERED' });
      reloader.unregister(name);
      expect(reloader.canRegister(name)).toEqual({ ok: true });
      expect(reloader.register(name)).toBe(live);
    }
    reloader.unregister(live);
  });

  it('loads the module that an identifier names', () => {
    const id = require.resolve('./modules/routes');
    const reloader = new ManualReloader();
    const live = reloader.register<typeof routes>(id);
    expect(live.name).toBe('routes');
    expect(ModuleWrapper.of(id).module).toBe(jest.requireActual('./modules/routes'));
    reloader.unregister(id);
  });

  it('hands on what the module throws while it is evaluated', () => {
    const id = require.resolve('./modules/throws');
    expect(errorOf(() => new AutomaticReloader().register(id))).toMatchObject({ message: 'no database' });
  });

  it.each([null, undefined, true, 7, 10n, '', './routes', 'jest', '/no/such/module.js', Symbol('module')])(
    'refuses %p, which is no module',
    (name) => {
      const reloader = new AutomaticReloader();
      const error = errorOf(() => reloader.register(name as unknown as object));
      expect(error).toBeInstanceOf(HotReloadError);
      expect(error).toMatchObject({ name: 'HotReloadError', code: 'NOT_A_MODULE' });
      expect(reloader.canRegister(name)).toMatchObject({ ok: false, code: 'NOT_A_MODULE' });
      expect(errorOf(() => ModuleWrapper.of(name as unknown as object))).toMatchObject({ code: 'NOT_A_MODULE' });
      expect(() => reloader.unregister(name as unknown as object)).not.toThrow();
    },
  );

  it('refuses a module that any reloader holds', () => {
    const exports = { port: 80 };
    const holder = new ManualReloader();
    const other = new AutomaticReloader();
    const live = holder.register(exports);
    expect(errorOf(() => other.register(exports))).toMatchObject({ code: 'ALREADY_REGISTERED' });
    other.unregister(exports);
    expect(errorOf(() => other.register(live))).toMatchObject({ code: 'ALREADY_REGISTERED' });
    holder.unregister(exports);
    expect(other.register(exports)).toBe(live);
  });

  it('refuses a module whose exports hold a reloader', () => {
    const exports = { port: 80, reloader: new ManualReloader() };
    const verdict = new AutomaticReloader().canRegister(exports);
    expect(verdict).toMatchObject({ ok: false, code: 'CONTAINS_RELOADER' });
    expect(errorOf(() => new AutomaticReloader().register(exports))).toMatchObject(
      verdict.ok ? {} : { code: verdict.code, message: verdict.message },
    );
  });

  it('accepts a module with an export that cannot be read yet', () => {
    const exports = {
      port: 80,
      get later(): never {
        throw new ReferenceError("Cannot access 'later' before initialization");
      },
    };
    expect(new AutomaticReloader().register(exports).port).toBe(80);
  });
});

describe('an AutomaticReloader', () => {
  it('starts and stops without anything to watch', async () => {
    const reloader = new AutomaticReloader({ recursive: 'all', trackNewModules: false, settleTimeout: 1 });
    reloader.start();
    expect(reloader.ref().unref()).toBe(reloader);
    let ended = false;
    void reloader.finished.then(() => (ended = true));
    await Promise.resolve();
    expect(ended).toBe(false);
    reloader.stop();
    reloader.stop();
    await reloader.finished;
    expect(ended).toBe(true);
  });
});

describe('a ManualReloader', () => {
  it('reports that nothing has changed', async () => {
    const reloader = new ManualReloader();
    const told: Outcome[] = [];
    const remove = reloader.on('outcome', (outcome) => told.push(outcome));
    await expect(reloader.reload()).resolves.toEqual(UNCHANGED);
    expect(told).toEqual([UNCHANGED]);
    remove();
    remove();
    await reloader.reload();
    expect(told).toHaveLength(1);
  });

  it('tells the listeners of every reloader, the same function once for each', async () => {
    const listener = jest.fn();
    const removals = [new AutomaticReloader(), new ManualReloader()].map((other) => other.on('outcome', listener));
    await new ManualReloader().reload();
    expect(listener).toHaveBeenCalledTimes(2);
    for (const remove of removals) remove();
  });

  it('reloads although a listener throws', async () => {
    const print = jest.spyOn(console, 'error').mockReturnValue();
    const reloader = new ManualReloader();
    const error = new Error('boom');
    const remove = reloader.on('outcome', () => {
      throw error;
    });
    await expect(reloader.reload()).resolves.toEqual(UNCHANGED);
    expect(print).toHaveBeenCalledWith(error);
    remove();
    print.mockRestore();
  });

  it('listens to nothing', () => {
    const before = process.listenerCount('SIGUSR2');
    const stop = new ManualReloader().listen('SIGUSR2');
    expect(process.listenerCount('SIGUSR2')).toBe(before);
    stop();
    stop();
  });
});
