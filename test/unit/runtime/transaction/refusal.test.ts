/** Tests that what cannot be applied is refused by name, and stands in the way of nothing else. */

import { releaseAll } from '../../../../runtime/reload-request';
import { type FakeBundle, startBundle } from '../../../support/fake-bundle';
import { esm, importing, readerOf, valueOf } from '../../../support/fake-modules';
import { captureGraph } from '../../../support/invariants';
import { holdModules, startReloader } from '../../../support/reloaders';

function startApplication(): FakeBundle {
  const bundle = startBundle({
    './main': importing('./routes', './other'),
    './routes': readerOf('./leaf'),
    './leaf': valueOf(1),
    './other': valueOf(1),
  });
  startReloader(['./routes']);
  return bundle;
}

describe('a refused update', () => {
  it('touches nothing and gives the chain up to the entry', async () => {
    const bundle = startApplication();
    const before = captureGraph(bundle);
    expect(await bundle.edit({ './other': valueOf(2) })).toMatchObject({
      kind: 'refused',
      generation: 0,
      pending: ['./other'],
      refused: [{ reason: 'unaccepted', modules: ['./other', './main'] }],
    });
    expect(captureGraph(bundle)).toEqual(before);
  });

  it('keeps the names of chunks from nobody whose build brings nothing else', async () => {
    const bundle = startApplication();
    await bundle.edit({ './other': valueOf(2) });
    expect(await bundle.edit({})).toMatchObject({ kind: 'refused', pending: ['./other'] });
    expect(captureGraph(bundle).hash).toBe('build-2');
  });

  it('lets later edits of other modules go live, and is named beside them', async () => {
    const bundle = startApplication();
    await bundle.edit({ './main': importing('./routes') });
    for (const value of [2, 3]) {
      expect(await bundle.edit({ './leaf': valueOf(value) })).toMatchObject({
        kind: 'applied',
        generation: value - 1,
        pending: ['./main'],
        refused: [{ reason: 'unaccepted', modules: ['./main'] }],
      });
      expect(bundle.exports('./routes').read()).toBe(value);
    }
  });

  it('applies the part of a build that can be applied', async () => {
    const bundle = startApplication();
    const outcome = await bundle.edit({ './other': valueOf(2), './leaf': valueOf(2) });
    expect(outcome).toMatchObject({ kind: 'applied', modules: ['./leaf', './routes'], pending: ['./other'] });
    expect(bundle.exports('./other').value).toBe(1);
  });

  it('keeps everything else waiting where a supervisor starts the process again', async () => {
    const bundle = startBundle(
      {
        './main': importing('./routes', './other'),
        './routes': readerOf('./leaf'),
        './leaf': valueOf(1),
        './other': valueOf(1),
      },
      { restarts: true, mode: 'manual' },
    );
    startReloader(['./routes']);
    const edit = { './other': valueOf(2), './leaf': valueOf(2) };
    expect(await bundle.edit(edit)).toMatchObject({ kind: 'unchanged', pending: ['./other', './leaf'] });
    expect(await bundle.runtime.request(releaseAll())).toMatchObject({
      kind: 'refused',
      generation: 0,
      pending: ['./other', './leaf'],
      refused: [{ reason: 'unaccepted', modules: ['./other', './main'] }],
    });
    expect(bundle.exports('./routes').read()).toBe(1);
  });

  it('is forgotten when the edit is taken back', async () => {
    const original = valueOf(1);
    const bundle = startBundle({ './main': importing('./other'), './other': original });
    expect((await bundle.edit({ './other': valueOf(2) })).kind).toBe('refused');
    expect(await bundle.edit({ './other': original })).toMatchObject({ kind: 'unchanged', pending: [] });
    expect(bundle.require.h()).toBe('build-2');
  });

  it('is applied as soon as something that reaches it is registered', async () => {
    const bundle = startApplication();
    await bundle.edit({ './other': valueOf(2) });
    startReloader(['./other']);
    await bundle.ring();
    expect(bundle.exports('./other').value).toBe(2);
    expect(bundle.outcomes.at(-1)).toMatchObject({ kind: 'applied', pending: [] });
  });
});

describe('declining', () => {
  it('beats a registration, of the dependency and above it', async () => {
    const bundle = startBundle({
      './main': importing('./routes'),
      './routes': esm([], (_, require, module) => {
        require('./leaf');
        module.hot.decline('./leaf');
      }),
      './leaf': valueOf(1),
    });
    startReloader(['./routes']);
    expect(await bundle.edit({ './leaf': valueOf(2) })).toMatchObject({
      kind: 'refused',
      refused: [{ reason: 'declined', modules: ['./leaf', './routes'] }],
    });
    expect(bundle.exports('./leaf').value).toBe(1);
  });

  it('oneself beats a registration', async () => {
    const bundle = startBundle({
      './main': importing('./leaf'),
      './leaf': esm(['value'], (own, _, module) => {
        own['value'] = 1;
        module.hot.decline();
      }),
    });
    startReloader(['./leaf']);
    expect(await bundle.edit({ './leaf': valueOf(2) })).toMatchObject({
      kind: 'refused',
      refused: [{ reason: 'self-declined', modules: ['./leaf'] }],
    });
  });
});

describe('the source', () => {
  it('that has lost the way to the newest build is a refusal, which changes nothing', async () => {
    const bundle = startApplication();
    bundle.source.failure = { kind: 'lost', build: 'far' };
    expect(await bundle.ring()).toMatchObject({ kind: 'refused', refused: [{ reason: 'lost', modules: [] }] });
    expect(bundle.printed.join('\n')).toContain('refused: no published update leads');
    bundle.source.failure = undefined;
    expect((await bundle.edit({ './leaf': valueOf(2) })).kind).toBe('applied');
  });

  it('that cannot be read is a warning, and is asked again later', async () => {
    const bundle = startApplication();
    const error = { name: 'HotReloadError', code: 'UPDATE_FILE_TORN', message: 'The file is torn.' };
    bundle.source.failure = { kind: 'unavailable', error };
    expect(await bundle.edit({ './leaf': valueOf(2) })).toMatchObject({ kind: 'unchanged', warnings: [error] });
    expect(bundle.retries).toBe(1);
    await bundle.ring();
    expect(bundle.printed).toEqual(['warn: [hot] warning: UPDATE_FILE_TORN: The file is torn.']);
    bundle.source.failure = undefined;
    expect((await bundle.ring()).kind).toBe('applied');
    expect(bundle.exports('./routes').read()).toBe(2);
    expect(bundle.retries).toBe(2);
  });

  it('that cannot be read does not keep what is known already from a manual reload', async () => {
    const bundle = startBundle({ './main': readerOf('./leaf'), './leaf': valueOf(1) });
    const reloader = holdModules(['./leaf']);
    await bundle.edit({ './leaf': valueOf(2) });
    bundle.source.failure = { kind: 'unavailable', error: { name: 'HotReloadError', message: 'torn' } };
    expect(await reloader.reload()).toMatchObject({ kind: 'applied', pending: [] });
    expect(bundle.exports('./main').read()).toBe(2);
  });
});
