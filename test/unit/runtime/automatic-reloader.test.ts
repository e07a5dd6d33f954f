/** Tests when an automatic reloader applies updates. */

import { AutomaticReloader, ManualReloader } from '../../../runtime/reloader';
import { type FakeBundle, startBundle } from '../../support/fake-bundle';
import { importing, readerOf, valueOf } from '../../support/fake-modules';
import { startReloader } from '../../support/reloaders';

function startApplication(options: Parameters<typeof startBundle>[1] = {}): FakeBundle {
  return startBundle(
    { './main': importing('./routes'), './routes': readerOf('./leaf'), './leaf': valueOf(1) },
    options,
  );
}

/** Tells whether the promise of the end that a reloader has given now is resolved. */
function watchEnd({ finished }: AutomaticReloader): () => boolean {
  let isOver = false;
  void finished.then(() => {
    isOver = true;
  });
  return () => isOver;
}

describe('AutomaticReloader', () => {
  it('holds back what comes before start(), and applies it then', async () => {
    const bundle = startApplication();
    const reloader = new AutomaticReloader();
    const live = reloader.register(bundle.exports('./routes'));
    expect(await bundle.edit({ './leaf': valueOf(2) })).toMatchObject({ kind: 'unchanged', pending: ['./leaf'] });
    expect(live.read()).toBe(1);
    reloader.start();
    await bundle.ring();
    expect(live.read()).toBe(2);
  });

  it('applies what a build brought before the registration, late as it is', async () => {
    const bundle = startApplication();
    const reloader = startReloader([]);
    expect(await bundle.edit({ './leaf': valueOf(2) })).toMatchObject({ kind: 'refused', pending: ['./leaf'] });
    const live = reloader.register(bundle.exports('./routes'));
    await bundle.ring();
    expect(live.read()).toBe(2);
    expect(bundle.outcomes.at(-1)).toMatchObject({ kind: 'applied', pending: [] });
  });

  it('is stopped by the function stop alone, as a signal handler calls it', async () => {
    startApplication();
    const { stop, finished } = startReloader(['./routes']);
    stop();
    await expect(finished).resolves.toBeUndefined();
  });

  it('holds back what comes after stop(), and applies it when it is started again', async () => {
    const bundle = startApplication();
    const reloader = startReloader(['./routes']);
    reloader.stop();
    expect(await bundle.edit({ './leaf': valueOf(2) })).toMatchObject({ kind: 'unchanged', pending: ['./leaf'] });
    reloader.start();
    await bundle.ring();
    expect(bundle.exports('./routes').read()).toBe(2);
  });

  it('counts once when it is started twice', async () => {
    const bundle = startApplication();
    const reloader = startReloader(['./routes']).ref();
    reloader.start();
    reloader.stop();
    expect(bundle.keptAlive).toBe(false);
  });

  it('finishes when it is stopped, not before', async () => {
    startApplication();
    const reloader = startReloader(['./routes']);
    const hasFinished = watchEnd(reloader);
    await Promise.resolve();
    expect(hasFinished()).toBe(false);
    reloader.stop();
    await reloader.finished;
    expect(hasFinished()).toBe(true);
  });

  it('finishes again when it is started again', async () => {
    startApplication();
    const reloader = startReloader(['./routes']);
    const first = reloader.finished;
    reloader.stop();
    reloader.start();
    const hasFinished = watchEnd(reloader);
    await first;
    expect(hasFinished()).toBe(false);
    reloader.stop();
    await reloader.finished;
    expect(hasFinished()).toBe(true);
  });

  it('keeps the promise that was asked for before the first start', async () => {
    startApplication();
    const reloader = new AutomaticReloader();
    const { finished } = reloader;
    reloader.start();
    expect(reloader.finished).toBe(finished);
    reloader.stop();
    await expect(finished).resolves.toBeUndefined();
  });

  it.each([
    ['lets the process end by default', (reloader: AutomaticReloader) => reloader, false],
    ['keeps the process alive after ref()', (reloader: AutomaticReloader) => reloader.ref(), true],
    ['lets the process end after unref()', (reloader: AutomaticReloader) => reloader.ref().unref(), false],
  ])('%s', (_, prepare, alive) => {
    const bundle = startApplication();
    prepare(new AutomaticReloader()).start();
    expect(bundle.keptAlive).toBe(alive);
  });

  it('keeps the process alive only while it runs', () => {
    const bundle = startApplication();
    const reloader = new AutomaticReloader().ref();
    expect(bundle.keptAlive).toBe(false);
    reloader.start();
    expect(bundle.keptAlive).toBe(true);
    reloader.unref();
    expect(bundle.keptAlive).toBe(false);
  });

  it('keeps the process alive for another that still runs', () => {
    const bundle = startApplication();
    const [one, two] = [new AutomaticReloader().ref(), new AutomaticReloader().ref()];
    one.start();
    two.start();
    one.stop();
    expect(bundle.keptAlive).toBe(true);
  });

  it('tells its listeners what became of each transaction, until they are taken away', async () => {
    const bundle = startApplication();
    const reloader = startReloader(['./routes']);
    const kinds: string[] = [];
    const remove = reloader.on('outcome', ({ kind }) => kinds.push(kind));
    await bundle.edit({ './leaf': valueOf(2) });
    await bundle.edit({ './main': importing('./routes') });
    remove();
    remove();
    await bundle.edit({ './leaf': valueOf(3) });
    expect(kinds).toEqual(['applied', 'refused']);
  });

  it('tells nobody of a ring without a build', async () => {
    const bundle = startApplication();
    startReloader(['./routes']);
    expect(await bundle.ring()).toMatchObject({ kind: 'unchanged', pending: [] });
    expect(bundle.outcomes).toEqual([]);
    expect(bundle.printed).toEqual([]);
  });

  it('reports a listener that throws, and calls the others', async () => {
    const bundle = startApplication();
    const reloader = startReloader(['./routes']);
    const kinds: string[] = [];
    reloader.on('outcome', () => {
      throw new Error('listener');
    });
    reloader.on('outcome', ({ kind }) => kinds.push(kind));
    expect((await bundle.edit({ './leaf': valueOf(2) })).kind).toBe('applied');
    expect(kinds).toEqual(['applied']);
    expect(bundle.printed.join('\n')).toContain('warn: [hot] warning: Error: listener');
  });

  it('waits under the manual mode of the plugin, until the signal', async () => {
    const bundle = startApplication({ mode: 'manual' });
    startReloader(['./routes']);
    expect(await bundle.edit({ './leaf': valueOf(2) })).toMatchObject({ kind: 'unchanged', pending: ['./leaf'] });
    new AutomaticReloader().start();
    await bundle.ring();
    expect(bundle.exports('./routes').read()).toBe(1);
    expect(await bundle.signal('SIGUSR2')).toMatchObject({ kind: 'applied', pending: [] });
    expect(bundle.exports('./routes').read()).toBe(2);
  });

  it('is applied under the manual mode by the reload() of a manual reloader too', async () => {
    const bundle = startApplication({ mode: 'manual' });
    startReloader(['./routes']);
    await bundle.edit({ './leaf': valueOf(2) });
    expect(await new ManualReloader().reload()).toMatchObject({ kind: 'applied' });
    expect(bundle.exports('./routes').read()).toBe(2);
  });
});
