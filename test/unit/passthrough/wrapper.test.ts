/** Tests the wrappers of the pass-through. */

import { ManualReloader, ModuleWrapper } from '../../../runtime/passthrough';
import type { Outcome } from '../../../runtime/passthrough';
import * as routes from './modules/routes';

describe('a wrapper', () => {
  it('is one for a module and its options', () => {
    const wrapper = ModuleWrapper.of(routes);
    expect(ModuleWrapper.of(wrapper)).toBe(wrapper);
    expect(ModuleWrapper.of(routes, {})).toBe(wrapper);
    expect(ModuleWrapper.of(routes, { trackNewModules: true, recursive: 'outdated' })).toBe(wrapper);
    const all = ModuleWrapper.of(routes, { recursive: 'all' });
    expect(all).not.toBe(wrapper);
    expect(ModuleWrapper.of(wrapper, { recursive: 'all' })).toBe(all);
    expect(ModuleWrapper.of(routes, { recursive: 'all', trackNewModules: false })).not.toBe(all);
  });

  it('knows the file of a CommonJS module', () => {
    const path = require.resolve('./modules/routes');
    const wrapper = ModuleWrapper.of(jest.requireActual<object>('./modules/routes'));
    expect(wrapper).toMatchObject({ id: path, resource: path, generation: 0 });
    expect(wrapper.includedModules()).toEqual([path]);
    expect(ModuleWrapper.of(path)).toBe(wrapper);
  });

  it('has no identifier where there is no file', () => {
    const wrapper = ModuleWrapper.of({ port: 80 });
    expect(wrapper).toMatchObject({ id: '', resource: '' });
  });

  it('gets and sets exports', () => {
    const exports = { port: 80 };
    const wrapper = ModuleWrapper.of(exports);
    wrapper.lockedSet('port', 8080);
    expect(wrapper.lockedGet('port')).toBe(8080);
    expect(wrapper.module).toBe(exports);
    expect(exports.port).toBe(8080);
  });

  it('sets what a read-only module does not take, for itself and the accessor', () => {
    const exports = Object.freeze<{ port: number }>({ port: 80 });
    const wrapper = ModuleWrapper.of(exports);
    const live = new ManualReloader().register(wrapper);
    wrapper.lockedSet('port', 8080);
    expect(wrapper.lockedGet('port')).toBe(8080);
    expect(live.port).toBe(8080);
  });

  it('reports to the reloaders that nothing has changed, and calls no listener of its own', async () => {
    const wrapper = ModuleWrapper.of(routes);
    const own = jest.fn();
    const told: Outcome[] = [];
    const removals = [
      wrapper.on('beforeReload', own),
      wrapper.on('afterReload', own),
      wrapper.on('error', own),
      new ManualReloader().on('outcome', (outcome) => told.push(outcome)),
    ];
    const outcome = await wrapper.reload();
    expect(outcome.kind).toBe('unchanged');
    expect(told).toEqual([outcome]);
    expect(own).not.toHaveBeenCalled();
    for (const remove of removals) remove();
  });
});
