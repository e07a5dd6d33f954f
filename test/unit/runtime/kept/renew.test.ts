/** Tests resources of which each generation of a module has its own. */

import { renew } from '../../../../runtime/keep';
import { type FakeBundle, startBundle } from '../../../support/fake-bundle';
import { asyncEsm, esm, importing } from '../../../support/fake-modules';
import type { FakeFactory } from '../../../support/fake-webpack';
import { startReloader } from '../../../support/reloaders';
import { type Resource, Workshop } from './workshop';

let workshop: Workshop;

beforeEach(() => {
  workshop = new Workshop();
});

/** A module that renews a resource, and does something else before it is through. */
function renewing(name: string, then: () => void = () => undefined): FakeFactory {
  return esm(['value'], (own) => {
    own['value'] = make(name);
    then();
  });
}

function make(name: string): Resource {
  return renew(
    () => workshop.make(name),
    (resource) => workshop.close(resource),
  );
}

async function makeLater(name: string): Promise<Resource> {
  return renew(
    async () => Promise.resolve(workshop.make(name)),
    (resource) => workshop.close(resource),
  );
}

/** main → app → server, app registered. */
function start(server: FakeFactory): FakeBundle {
  const bundle = startBundle({ './main': importing('./app'), './app': importing('./server'), './server': server });
  startReloader(['./app']);
  return bundle;
}

describe('a renewed resource', () => {
  it('is another one in each generation; the one before is disposed of when it is live', async () => {
    const bundle = start(renewing('one'));
    let live: unknown;
    workshop.onClose = () => (live = (bundle.exports('./server').value as Resource).name);
    expect(await bundle.edit({ './server': renewing('two') })).toMatchObject({ kind: 'applied', warnings: [] });
    expect(workshop.events).toEqual(['one opened', 'two opened', 'one closed']);
    expect(live).toBe('two');
  });

  it('stays while its module is not evaluated again', async () => {
    const bundle = start(renewing('one'));
    await bundle.edit({ './app': esm([], (_, require) => void require('./server')) });
    expect(workshop.events).toEqual(['one opened']);
  });

  it('is disposed of where its update is rolled back, and the one before is not', async () => {
    const bundle = start(renewing('one'));
    const fail = (): never => {
      throw new Error('boom');
    };
    expect(await bundle.edit({ './server': renewing('two', fail) })).toMatchObject({ kind: 'rolled-back' });
    expect(workshop.events).toEqual(['one opened', 'two opened', 'two closed']);
    await bundle.edit({ './server': renewing('three') });
    expect(workshop.open).toEqual(['three']);
  });

  it('may be one of several of a module, and come with a promise', async () => {
    const later = (...names: readonly string[]): FakeFactory =>
      asyncEsm([], [], async () => {
        for (const name of names) await makeLater(name);
      });
    const bundle = startBundle({ './main': importing('./server'), './server': later('one', 'two') });
    startReloader(['./server']);
    await new Promise(setImmediate);
    await bundle.edit({ './server': later('three', 'four') });
    expect(workshop.open).toEqual(['three', 'four']);
    expect(workshop.events.slice(-2)).toEqual(['two closed', 'one closed']);
  });

  it('may be one that has a `then` and is no promise: it is the resource, and is not asked', async () => {
    const asked = jest.fn();
    const application = (name: string): FakeFactory =>
      esm(['value'], (own) => {
        const resource = Object.assign(workshop.make(name), { then: asked });
        own['value'] = renew(
          () => resource,
          () => workshop.close(resource),
        );
        expect(own['value']).toBe(resource);
      });
    const bundle = start(application('one'));
    expect(await bundle.edit({ './server': application('two') })).toMatchObject({ kind: 'applied' });
    expect(workshop.open).toEqual(['two']);
    expect(asked).not.toHaveBeenCalled();
  });

  it('belongs to a module: nothing else can ask for one', async () => {
    start(renewing('one'));
    expect(() => make('two')).toThrow(
      expect.objectContaining({ code: 'NOT_EVALUATING', message: expect.stringMatching(/^renew\(\) was called when/) }),
    );
    expect(workshop.open).toEqual(['one']);
  });

  it('is not made inside of a factory of its own module', async () => {
    const nest = esm([], () => void renew(() => make('inner'), String));
    const bundle = start(renewing('one'));
    expect(await bundle.edit({ './server': nest })).toMatchObject({ kind: 'rolled-back' });
    expect(workshop.open).toEqual(['one']);
  });
});
