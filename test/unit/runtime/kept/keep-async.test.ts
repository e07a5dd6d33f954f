/** Tests resources that take time to make, and modules that wait for them. */

import { keep } from '../../../../runtime/keep';
import { type FakeBundle, startBundle } from '../../../support/fake-bundle';
import { asyncEsm, esm, importing } from '../../../support/fake-modules';
import type { FakeFactory } from '../../../support/fake-webpack';
import { startReloader } from '../../../support/reloaders';
import { turn } from '../../../support/latch';
import { type Resource, Workshop } from './workshop';

let workshop: Workshop;

beforeEach(() => {
  workshop = new Workshop();
});

async function start(db: FakeFactory): Promise<FakeBundle> {
  const bundle = startBundle({ './main': importing('./db'), './db': db });
  startReloader(['./db']);
  await turn();
  return bundle;
}

async function kept(bundle: FakeBundle): Promise<readonly Resource[]> {
  return (await bundle.require<Promise<{ value: Resource[] }>>('./db')).value;
}

const reject = async (): Promise<never> => Promise.reject(new Error('boom'));

describe('a module that waits', () => {
  it('keeps resources also after it has waited', async () => {
    const bundle = await start(workshop.keepingLater(['one', ['two', 1]]));
    const [one] = await kept(bundle);
    await bundle.edit({ './db': workshop.keepingLater(['one', ['two', 2]]) });
    expect((await kept(bundle))[0]).toBe(one);
    expect(workshop.open).toEqual(['"one"', '["two",2]']);
    expect(workshop.events.at(-1)).toBe('["two",1] closed');
  });

  it('keeps its own, whoever else waits at the same time', async () => {
    const gates: (() => void)[] = [];
    const waiting = (key: string): FakeFactory =>
      asyncEsm(['value'], [], async () => {
        await new Promise<void>((resolve) => gates.push(resolve));
        workshop.keep(key);
      });
    const bundle = startBundle({ './main': importing('./one', './two'), './one': waiting('1'), './two': waiting('2') });
    startReloader(['./one', './two']);
    for (const open of gates.reverse()) open();
    await turn();
    await bundle.edit({ './one': esm([], () => undefined) });
    expect(workshop.open).toEqual(['"2"']);
  });

  it('that fails in the end is rolled back: what it made is disposed of', async () => {
    const bundle = await start(workshop.keepingLater(['one']));
    expect((await bundle.edit({ './db': workshop.keepingLater(['one', 'two'], reject) })).kind).toBe('rolled-back');
    expect(workshop.events.slice(1)).toEqual(['"two" opened', '"two" closed']);
    expect(workshop.open).toEqual(['"one"']);
  });

  it('that has lost its time keeps nothing when it goes on at last', async () => {
    const bundle = await start(workshop.keepingLater(['one']));
    let open = (): void => undefined;
    let thrown: unknown;
    const late = asyncEsm(['value'], [], async () => {
      await new Promise<void>((resolve) => (open = resolve));
      try {
        workshop.keep('late');
      } catch (error) {
        thrown = error;
      }
    });
    const editing = bundle.edit({ './db': late });
    await turn();
    bundle.expire();
    expect((await editing).kind).toBe('rolled-back');
    open();
    await turn();
    expect(thrown).toMatchObject({ code: 'NOT_EVALUATING' });
    expect(workshop.open).toEqual(['"one"']);
  });

  it('cannot keep anything inside of a factory either, once that has waited', async () => {
    const nested = asyncEsm([], [], async () => {
      await keep(
        'outer',
        async () => {
          await turn();
          return workshop.keep('inner');
        },
        () => undefined,
      );
    });
    const bundle = await start(importing());
    expect(await bundle.edit({ './db': nested })).toMatchObject({ error: { code: 'NOT_EVALUATING' } });
  });
});

describe('a resource that takes time', () => {
  it('is the same promise in the next generation', async () => {
    const making = (): FakeFactory =>
      esm(['value'], (own) => {
        own['value'] = keep(
          'pool',
          async () => workshop.make('pool'),
          (pool) => workshop.close(pool),
        );
      });
    const bundle = await start(making());
    const first = bundle.exports('./db').value;
    await bundle.edit({ './db': making() });
    expect(bundle.exports('./db').value).toBe(first);
    await bundle.edit({ './db': importing() });
    expect(workshop.events).toEqual(['pool opened', 'pool closed']);
  });

  it('is made again after it could not be made, and who waits for it is told', async () => {
    let runs = 0;
    const flaky = (): FakeFactory =>
      esm(['value'], (own) => {
        const make = async (): Promise<Resource> => ((runs += 1) === 1 ? reject() : workshop.make('pool'));
        own['value'] = keep('pool', make, (pool) => workshop.close(pool));
      });
    const bundle = await start(importing());
    await bundle.edit({ './db': flaky() });
    await expect(bundle.exports('./db').value).rejects.toThrow('boom');
    await bundle.edit({ './db': flaky() });
    await expect(bundle.exports('./db').value).resolves.toMatchObject({ name: 'pool' });
    expect(await bundle.edit({ './db': importing() })).toMatchObject({ warnings: [] });
    expect(workshop.open).toEqual([]);
  });

  it('and is not needed any more is no warning where it cannot be made', async () => {
    let refuse = (_: Error): void => undefined;
    const bundle = await start(
      esm([], () => {
        const make = (): Promise<Resource> => new Promise((_, reject) => (refuse = reject));
        keep('pool', make, (pool) => workshop.close(pool)).catch(() => undefined);
      }),
    );
    const editing = bundle.edit({ './db': importing() });
    await turn();
    refuse(new Error('boom'));
    expect(await editing).toMatchObject({ kind: 'applied', warnings: [] });
  });

  it('and is not needed any more is disposed of as soon as it is there', async () => {
    let arrive = (_: Resource): void => undefined;
    const bundle = await start(
      esm([], () => {
        const make = (): Promise<Resource> => new Promise((resolve) => (arrive = resolve));
        void keep('pool', make, (pool) => workshop.close(pool));
      }),
    );
    const editing = bundle.edit({ './db': importing() });
    await turn();
    arrive(workshop.make('pool'));
    expect(await editing).toMatchObject({ kind: 'applied', warnings: [] });
    expect(workshop.open).toEqual([]);
  });
});
