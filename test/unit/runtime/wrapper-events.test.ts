/** Tests what the listeners of wrappers are told, and when. */

import type { WrapperEvents } from '../../../runtime/api';
import { ModuleWrapper } from '../../../runtime/module-wrapper';
import { type FakeBundle, startBundle } from '../../support/fake-bundle';
import { importing, readerOf, throwing, valueOf } from '../../support/fake-modules';
import type { Exports } from '../../support/fake-webpack';
import { startReloader } from '../../support/reloaders';

const EVENTS = ['beforeReload', 'afterReload', 'error'] as const satisfies readonly (keyof WrapperEvents)[];

function startApplication(): FakeBundle {
  return startBundle({
    './main': importing('./routes', './other'),
    './routes': readerOf('./leaf'),
    './leaf': valueOf(1),
    './other': valueOf(1),
  });
}

function record(wrapper: ModuleWrapper): (readonly [string, unknown])[] {
  const told: (readonly [string, unknown])[] = [];
  for (const event of EVENTS) wrapper.on(event, (payload) => told.push([event, payload]));
  return told;
}

describe('events of a wrapper', () => {
  it('tell of a reload before and after it, with its modules and generation', async () => {
    const bundle = startApplication();
    startReloader(['./routes']);
    const told = record(ModuleWrapper.of('./routes'));
    await bundle.edit({ './leaf': valueOf(2) });
    expect(told).toEqual([
      ['beforeReload', { modules: ['./leaf', './routes'] }],
      ['afterReload', { modules: ['./leaf', './routes'], generation: 1 }],
    ]);
  });

  it('come while the old code serves, and when the new code does', async () => {
    const bundle = startApplication();
    startReloader(['./routes']);
    const seen: unknown[] = [];
    const wrapper = ModuleWrapper.of<Exports>('./routes');
    wrapper.on('beforeReload', () => seen.push(wrapper.module.read()));
    wrapper.on('afterReload', () => seen.push(wrapper.module.read(), wrapper.generation));
    await bundle.edit({ './leaf': valueOf(2) });
    expect(seen).toEqual([1, 2, 1]);
  });

  it('tell of a reload that was rolled back, with the error and where it comes from', async () => {
    const bundle = startApplication();
    startReloader(['./routes']);
    const told = record(ModuleWrapper.of('./routes'));
    await bundle.edit({ './leaf': throwing('boom') });
    expect(told.map(([event]) => event)).toEqual(['beforeReload', 'error']);
    expect(told[1]?.[1]).toMatchObject({ error: { name: 'Error', message: 'boom', moduleId: './leaf' } });
  });

  it('are fired for every wrapper that includes one of the modules, and for no other', async () => {
    const bundle = startApplication();
    startReloader(['./routes', './other']);
    const [above, of, beside] = ['./main', './leaf', './other'].map((id) => record(ModuleWrapper.of(id)));
    await bundle.edit({ './leaf': valueOf(2) });
    expect(of).toHaveLength(2);
    expect([above, beside]).toEqual([[], []]);
  });

  it('are not fired by a refusal, nor where nothing changed', async () => {
    const bundle = startApplication();
    const told = record(ModuleWrapper.of('./routes'));
    expect((await bundle.edit({ './leaf': valueOf(2) })).kind).toBe('refused');
    await bundle.ring();
    expect(told).toEqual([]);
  });

  it('stop when the listener is taken away', async () => {
    const bundle = startApplication();
    startReloader(['./routes']);
    let told = 0;
    const remove = ModuleWrapper.of('./routes').on('afterReload', () => (told += 1));
    await bundle.edit({ './leaf': valueOf(2) });
    remove();
    await bundle.edit({ './leaf': valueOf(3) });
    expect(told).toBe(1);
  });

  it.each(EVENTS)('survive a listener of %s that throws', async (event) => {
    const bundle = startApplication();
    startReloader(['./routes']);
    ModuleWrapper.of('./routes').on(event, () => {
      throw new TypeError('listener');
    });
    const next = record(ModuleWrapper.of('./routes'));
    await bundle.edit({ './leaf': valueOf(2) });
    await bundle.edit({ './leaf': throwing('boom') });
    expect(next.map(([name]) => name)).toEqual(['beforeReload', 'afterReload', 'beforeReload', 'error']);
    expect(bundle.exports('./routes').read()).toBe(2);
    expect(bundle.printed.join('\n')).toContain('TypeError: listener');
  });
});
