/** Tests how resources go from generation to generation. */

import { keep } from '../../../../runtime/keep';
import { type FakeBundle, startBundle } from '../../../support/fake-bundle';
import { esm, importing, throwing } from '../../../support/fake-modules';
import type { FakeFactory } from '../../../support/fake-webpack';
import { startReloader } from '../../../support/reloaders';
import { type Resource, Workshop } from './workshop';

const fail = (): never => {
  throw new Error('boom');
};

let workshop: Workshop;

beforeEach(() => {
  workshop = new Workshop();
});

/** main → app → db, app registered. */
function start(db: FakeFactory): FakeBundle {
  const bundle = startBundle({ './main': importing('./app'), './app': importing('./db'), './db': db });
  startReloader(['./app']);
  return bundle;
}

function kept(bundle: FakeBundle, id = './db'): readonly Resource[] {
  return bundle.exports(id).value as Resource[];
}

describe('a kept resource', () => {
  it('is handed on while its key is equal', async () => {
    const bundle = start(workshop.keeping([['pool', { max: 1, host: 'a' }]]));
    const [pool] = kept(bundle);
    await bundle.edit({ './db': workshop.keeping([['pool', { host: 'a', max: 1 }]]) });
    await bundle.edit({ './app': esm([], (_, require) => void require('./db')) });
    expect(kept(bundle)).toEqual([pool]);
    expect(kept(bundle)[0]).toBe(pool);
    expect(workshop.events).toHaveLength(1);
  });

  it('is disposed of after another was made and went live, where the key has changed', async () => {
    const bundle = start(workshop.keeping([['pool', 1]]));
    let live: unknown;
    workshop.onClose = () => (live = kept(bundle)[0]?.name);
    expect(await bundle.edit({ './db': workshop.keeping([['pool', 2]]) })).toMatchObject({
      kind: 'applied',
      warnings: [],
    });
    expect(workshop.events).toEqual(['["pool",1] opened', '["pool",2] opened', '["pool",1] closed']);
    expect(live).toBe('["pool",2]');
  });

  it('is disposed of where the call is gone, and where the module is', async () => {
    const bundle = start(workshop.keeping(['one', 'two']));
    await bundle.edit({ './db': workshop.keeping(['two']) });
    expect(workshop.open).toEqual(['"two"']);
    await bundle.edit({ './app': importing(), './db': undefined });
    expect(workshop.open).toEqual([]);
    expect(workshop.made.map(({ closed }) => closed)).toEqual([1, 1]);
  });

  it('stays with modules that are not evaluated again', async () => {
    const bundle = start(workshop.keeping(['pool']));
    for (let times = 0; times < 3; times++) {
      await bundle.edit({ './app': esm([], (_, require) => void require('./db')) });
    }
    expect(workshop.events).toEqual(['"pool" opened']);
  });

  it('moves to another module with its key', async () => {
    const bundle = start(workshop.keeping(['pool']));
    const [pool] = kept(bundle);
    await bundle.edit({ './app': importing('./pool'), './db': undefined, './pool': workshop.keeping(['pool']) });
    expect(kept(bundle, './pool')[0]).toBe(pool);
    expect(workshop.events).toHaveLength(1);
  });

  it('is disposed of the way the newest code says', async () => {
    const events: string[] = [];
    const closing = (key: string, how: string): FakeFactory =>
      esm(
        [],
        () =>
          void keep(
            key,
            () => how,
            (made) => void events.push(`${made} ${how}`),
          ),
      );
    const bundle = start(closing('pool', 'old'));
    await bundle.edit({ './db': closing('pool', 'new') });
    await bundle.edit({ './db': closing('other', 'newest') });
    expect(events).toEqual(['old new']);
  });
});

describe('resources that nobody keeps any more', () => {
  it('are disposed of one after the other, the newest first', async () => {
    const bundle = start(workshop.keeping(['one', 'two', 'three']));
    const gates: (() => void)[] = [];
    workshop.onClose = () => new Promise<void>((resolve) => gates.push(resolve));
    const editing = bundle.edit({ './db': workshop.keeping([]) });
    for (const open of [['"one"', '"two"'], ['"one"'], []]) {
      await new Promise(setImmediate);
      expect(workshop.open).toEqual(open);
      gates.pop()?.();
    }
    expect((await editing).kind).toBe('applied');
    expect(bundle.limits).toEqual([10_000, 10_000, 10_000]);
  });

  it.each<[string, () => unknown]>([
    ['throws', fail],
    ['rejects', async () => fail()],
  ])('are a warning each where disposing of them %s', async (_, onClose) => {
    const bundle = start(workshop.keeping(['one', 'two']));
    workshop.onClose = onClose;
    expect(await bundle.edit({ './db': workshop.keeping([]) })).toMatchObject({
      kind: 'applied',
      warnings: [
        { message: 'boom', moduleId: './db' },
        { message: 'boom', moduleId: './db' },
      ],
    });
    expect(workshop.open).toEqual([]);
    expect(await bundle.edit({ './db': workshop.keeping(['one']) })).toMatchObject({ kind: 'applied', warnings: [] });
  });

  it('are given up after the time that asynchronous code has', async () => {
    const bundle = start(workshop.keeping(['one', 'two']));
    workshop.onClose = ({ name }) => (name === '"two"' ? new Promise(() => undefined) : undefined);
    const editing = bundle.edit({ './db': workshop.keeping([]) });
    await new Promise(setImmediate);
    bundle.expire();
    expect(await editing).toMatchObject({ kind: 'applied', warnings: [{ code: 'NOT_SETTLED', moduleId: './db' }] });
    expect(workshop.open).toEqual([]);
  });
});

describe('an update that is rolled back', () => {
  it('disposes of what it made, and leaves the rest alone', async () => {
    const bundle = start(workshop.keeping(['same', ['pool', 1]]));
    const before = kept(bundle);
    expect(await bundle.edit({ './db': workshop.keeping(['same', ['pool', 2], 'new'], fail) })).toMatchObject({
      kind: 'rolled-back',
      warnings: [],
    });
    expect(kept(bundle)).toBe(before);
    expect(workshop.events.slice(2)).toEqual([
      '["pool",2] opened',
      '"new" opened',
      '"new" closed',
      '["pool",2] closed',
    ]);
    expect(workshop.open).toEqual(['"same"', '["pool",1]']);
    await bundle.edit({ './db': workshop.keeping(['same', ['pool', 2]]) });
    expect(workshop.open).toEqual(['"same"', '["pool",2]']);
    expect(kept(bundle)[0]).toBe(before[0]);
  });

  it('gives resources back also where another module fails that was evaluated later', async () => {
    const bundle = start(workshop.keeping(['pool']));
    await bundle.edit({ './app': throwing('boom'), './db': workshop.keeping([]) });
    expect(workshop.open).toEqual(['"pool"']);
    await bundle.edit({ './app': importing('./db') });
    expect(workshop.open).toEqual([]);
  });

  it('has the old way of disposing back', async () => {
    const events: string[] = [];
    const closing = (how: string, then = (): unknown => undefined): FakeFactory =>
      esm([], () => {
        keep(
          'pool',
          () => 'pool',
          () => void events.push(how),
        );
        then();
      });
    const bundle = start(closing('old'));
    await bundle.edit({ './db': closing('new', fail) });
    await bundle.edit({ './db': importing() });
    expect(events).toEqual(['old']);
  });

  it('hands resources to the old code that is evaluated again, where dispose handlers have run', async () => {
    const disposing = (keys: readonly string[]): FakeFactory =>
      esm(['value'], (own, _, module) => {
        own['value'] = keys.map((key) => workshop.keep(key));
        module.hot.dispose(() => undefined);
      });
    const bundle = start(disposing(['pool']));
    const [pool] = kept(bundle);
    expect((await bundle.edit({ './db': workshop.keeping(['new'], fail) })).kind).toBe('rolled-back');
    expect(workshop.events.slice(1)).toEqual(['"new" opened', '"new" closed']);
    expect(kept(bundle)[0]).toBe(pool);
  });

  it('disposes of nothing that is in use where undoing it has failed, and loses nothing', async () => {
    let runs = 0;
    const once = esm([], (_, __, module) => {
      workshop.keep('pool');
      module.hot.dispose(() => undefined);
      if ((runs += 1) > 1) fail();
    });
    const bundle = start(once);
    expect((await bundle.edit({ './db': workshop.keeping(['new'], fail) })).kind).toBe('broken');
    expect(workshop.open).toEqual(['"pool"', '"new"']);
    await bundle.edit({ './db': workshop.keeping(['pool']) });
    expect(workshop.events).toEqual(['"pool" opened', '"new" opened', '"new" closed']);
  });
});

it('a resource stays where the application takes the error of the new code, until that is fixed', async () => {
  const accepting = esm(['value'], (own, _, module) => {
    own['value'] = [workshop.keep('pool')];
    module.hot.accept(() => undefined);
  });
  const bundle = startBundle({ './main': importing('./db'), './db': accepting });
  const [pool] = kept(bundle);
  startReloader([]);
  expect((await bundle.edit({ './db': throwing('boom') })).kind).toBe('applied');
  expect(workshop.open).toEqual(['"pool"']);
  await bundle.edit({ './db': accepting });
  expect(workshop.made).toEqual([pool]);
});

describe('a mistake', () => {
  const codeOf = async (bundle: FakeBundle, db: FakeFactory): Promise<unknown> => {
    const outcome = await bundle.edit({ './db': db });
    return 'error' in outcome ? outcome.error.code : outcome.kind;
  };

  it('is to use one key twice, in one module or in two', async () => {
    const bundle = start(workshop.keeping([['pool', 1]]));
    expect(
      await codeOf(
        bundle,
        workshop.keeping([
          ['pool', 2],
          ['pool', 2],
        ]),
      ),
    ).toBe('ALREADY_KEPT');
    await bundle.edit({ './db': workshop.keeping([['pool', 1]]) });
    const outcome = await bundle.edit({
      './app': importing('./db', './other'),
      './other': workshop.keeping([['pool', 1]]),
    });
    expect(outcome).toMatchObject({
      kind: 'rolled-back',
      error: { code: 'ALREADY_KEPT', message: expect.stringContaining("'pool' is kept by ./db already") },
    });
    expect(workshop.open).toEqual(['["pool",1]']);
  });

  it('is to keep something when no module is being evaluated', () => {
    start(importing());
    expect(() => workshop.keep('pool')).toThrow(expect.objectContaining({ code: 'NOT_EVALUATING' }));
    expect(workshop.made).toEqual([]);
  });

  it('is to keep something inside of a factory, also after that has loaded a module', async () => {
    const nesting = (load: boolean): FakeFactory =>
      esm([], (_, require) => {
        const make = (): unknown => (load && require('./lazy'), workshop.keep('inner'));
        keep('outer', make, () => undefined);
      });
    const bundle = startBundle({
      './main': importing('./db'),
      './db': importing(),
      './lazy': workshop.keeping(['own']),
    });
    startReloader(['./db']);
    expect(await codeOf(bundle, nesting(false))).toBe('NESTED_KEEP');
    expect(await codeOf(bundle, nesting(true))).toBe('NESTED_KEEP');
    expect(workshop.open).toEqual([]);
  });

  it('is a key that cannot be compared', async () => {
    expect(await codeOf(start(importing()), workshop.keeping([new Map()]))).toBe('NOT_A_KEY');
  });
});

it('a module that a factory loads keeps its own resources', async () => {
  const lazy = esm(
    [],
    (_, require) =>
      void keep(
        'outer',
        () => require('./lazy').value,
        () => undefined,
      ),
  );
  const bundle = startBundle({
    './main': importing('./db'),
    './db': importing(),
    './lazy': workshop.keeping(['inner']),
  });
  startReloader(['./db']);
  expect((await bundle.edit({ './db': lazy })).kind).toBe('applied');
  expect(workshop.open).toEqual(['"inner"']);
});

it('a factory that throws keeps nothing', async () => {
  let runs = 0;
  const flaky = esm([], () => {
    keep(
      'pool',
      () => ((runs += 1) === 1 ? fail() : workshop.make('pool')),
      () => undefined,
    );
  });
  const bundle = start(importing());
  expect((await bundle.edit({ './db': flaky })).kind).toBe('rolled-back');
  expect((await bundle.ring()).kind).toBe('unchanged');
  expect((await bundle.edit({ './app': importing('./db') })).kind).toBe('applied');
  expect(workshop.open).toEqual(['pool']);
});

it('a module that is evaluated again, for it has thrown, takes over what it kept', () => {
  let runs = 0;
  const flaky = workshop.keeping(['pool'], () => ((runs += 1) === 1 ? fail() : undefined));
  const bundle = startBundle({ './main': importing(), './lazy': flaky });
  expect(() => bundle.exports('./lazy')).toThrow('boom');
  // As with `output.strictModuleErrorHandling`.
  Reflect.deleteProperty(bundle.require.c, './lazy');
  expect(kept(bundle, './lazy')).toEqual(workshop.made);
  expect(workshop.made).toHaveLength(1);
});
