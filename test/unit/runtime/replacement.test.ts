/** Tests that an application can replace a thread whose update cannot be applied. */

import type { Outcome } from '../../../runtime/protocol/outcome';
import { AutomaticReloader } from '../../../runtime/reloader';
import { releaseAll } from '../../../runtime/reload-request';
import { type FakeBundle, type FakeBundleOptions, startBundle } from '../../support/fake-bundle';
import { importing, readerOf, valueOf } from '../../support/fake-modules';
import { startReloader } from '../../support/reloaders';

function startApplication(options?: FakeBundleOptions): { bundle: FakeBundle; called: Outcome[] } {
  const bundle = startBundle(
    {
      './main': importing('./routes', './other'),
      './routes': readerOf('./leaf'),
      './leaf': valueOf(1),
      './other': valueOf(1),
    },
    options,
  );
  const called: Outcome[] = [];
  startReloader(['./routes'], { whenRefused: (outcome) => called.push(outcome) });
  return { bundle, called };
}

/** The last thing that was told to those who keep the record of the process. */
const lastTold = ({ told }: FakeBundle): Outcome['kind'] | undefined => told.at(-1)?.outcome?.kind;

describe.each([
  ['a process that nobody supervises', {}],
  ['a worker thread of a process that is restarted', { restarts: true, worker: true }],
])('in %s', (_name, options) => {
  it('a refusal is told to the application, and not to the supervisor', async () => {
    const { bundle, called } = startApplication(options);
    const outcome = await bundle.edit({ './other': valueOf(2) });
    expect(outcome.kind).toBe('refused');
    expect(called).toEqual([outcome]);
    expect(lastTold(bundle)).toBeUndefined();
    expect(bundle.outcomes).toEqual([outcome]);
    expect(bundle.printed).toEqual([
      'info: [hot] other → main is not accepted: the application is told to replace this (whenRefused)',
    ]);
  });

  it('an update is applied whole or not at all', async () => {
    const { bundle, called } = startApplication(options);
    await bundle.edit({ './other': valueOf(2), './leaf': valueOf(2) });
    expect(bundle.exports('./routes').read()).toBe(1);
    expect(called).toMatchObject([{ kind: 'refused', pending: ['./other', './leaf'] }]);
  });

  it('what is applied or undone is no reason', async () => {
    const { bundle, called } = startApplication(options);
    expect((await bundle.edit({ './leaf': valueOf(2) })).kind).toBe('applied');
    const throwing = (): never => {
      throw new Error('boom');
    };
    expect((await bundle.edit({ './leaf': throwing })).kind).toBe('rolled-back');
    expect(called).toEqual([]);
    expect(lastTold(bundle)).toBe('rolled-back');
  });
});

it('the supervisor alone starts the main thread again', async () => {
  const { bundle, called } = startApplication({ restarts: true });
  await bundle.edit({ './other': valueOf(2) });
  expect(called).toEqual([]);
  expect(lastTold(bundle)).toBe('refused');
});

it('in manual mode it is called when the update is asked for', async () => {
  const { bundle, called } = startApplication({ mode: 'manual' });
  await bundle.edit({ './other': valueOf(2) });
  expect(called).toEqual([]);
  await bundle.runtime.request(releaseAll());
  expect(called).toMatchObject([{ kind: 'refused' }]);
});

it('an application that applies updates itself sees to what is refused then', async () => {
  const { bundle, called } = startApplication();
  bundle.publish({ './other': valueOf(2) });
  await bundle.runtime.request({ ...releaseAll(), apply: {} });
  expect(called).toEqual([]);
});

it('a function that throws is reported', async () => {
  const bundle = startBundle({ './main': importing('./other'), './other': valueOf(1) });
  new AutomaticReloader({
    whenRefused: () => {
      throw new Error('oh');
    },
  });
  expect((await bundle.edit({ './other': valueOf(2) })).kind).toBe('refused');
  expect(bundle.printed.at(-1)).toMatch(/^warn: \[hot\] warning: Error: oh/);
});

it('belongs to its reloader, and ends with the module that has made that', async () => {
  const called: string[] = [];
  const bundle = startBundle({
    './main': importing('./routes', './other'),
    './routes': () => {
      new AutomaticReloader({ whenRefused: () => called.push('old') });
    },
    './other': valueOf(1),
  });
  startReloader(['./routes']);
  expect((await bundle.edit({ './routes': valueOf(2) })).kind).toBe('applied');
  expect((await bundle.edit({ './other': valueOf(2) })).kind).toBe('refused');
  expect(called).toEqual([]);
});
