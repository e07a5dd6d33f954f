/** Tests which modules a registration includes, and what a change of one of them evaluates again. */

import type { InclusionOptions } from '../../../runtime/api';
import { ModuleWrapper } from '../../../runtime/module-wrapper';
import type { ModuleId } from '../../../runtime/protocol/identifiers';
import { AutomaticReloader } from '../../../runtime/reloader';
import { type FakeBundle, startBundle } from '../../support/fake-bundle';
import { esm, importing, valueOf } from '../../support/fake-modules';
import type { FakeFactory } from '../../support/fake-webpack';
import { holdModules, startReloader } from '../../support/reloaders';

/** Requires others and takes down that it ran. */
function running(runs: string[], name: string, ...imports: readonly ModuleId[]): FakeFactory {
  return esm([], (_, require) => {
    for (const id of imports) require(id);
    runs.push(name);
  });
}

/** A package: its index requires routes and a lib outside, routes requires a leaf. */
function startPackage(runs: string[]): FakeBundle {
  const bundle = startBundle({
    './main': importing('./p/index.ts'),
    './p/index.ts': running(runs, 'index', './p/routes.ts', './lib.ts'),
    './p/routes.ts': running(runs, 'routes', './p/deep/leaf.ts'),
    './p/deep/leaf.ts': running(runs, 'leaf'),
    './lib.ts': running(runs, 'lib'),
    './pp/near.ts': running(runs, 'near'),
    virtual: valueOf(1),
  });
  bundle.require('./pp/near.ts');
  runs.length = 0;
  return bundle;
}

function included(id: ModuleId, options: InclusionOptions): readonly ModuleId[] {
  return [...ModuleWrapper.of(id, options).includedModules()].sort();
}

describe("recursive: 'outdated'", () => {
  it('includes the module and everything it requires, wherever it lies', () => {
    startPackage([]);
    expect(included('./p/index.ts', {})).toEqual(['./lib.ts', './p/deep/leaf.ts', './p/index.ts', './p/routes.ts']);
    expect(included('./p/deep/leaf.ts', {})).toEqual(['./p/deep/leaf.ts']);
  });

  it('leaves out what has no file, such as the built-in modules of Node.js', () => {
    startBundle({ './main': importing('./a'), './a': importing('fs', './b'), './b': importing('fs'), fs: valueOf(1) });
    expect(included('./a', {})).toEqual(['./a', './b']);
  });

  it('leaves out what another registration takes care of', () => {
    startPackage([]);
    startReloader(['./p/routes.ts']);
    expect(included('./p/index.ts', {})).toEqual(['./lib.ts', './p/index.ts']);
    expect(included('./p/routes.ts', {})).toEqual(['./p/deep/leaf.ts', './p/routes.ts']);
  });

  it('evaluates what changed and what depends on it, and nothing else', async () => {
    const runs: string[] = [];
    const bundle = startPackage(runs);
    startReloader(['./p/index.ts']);
    await bundle.edit({ './p/routes.ts': running(runs, 'new routes', './p/deep/leaf.ts') });
    expect(runs).toEqual(['new routes', 'index']);
  });
});

describe("recursive: 'all'", () => {
  it('includes every evaluated module below the folder of the registered one', () => {
    startPackage([]);
    expect(included('./p/routes.ts', { recursive: 'all' })).toEqual([
      './p/deep/leaf.ts',
      './p/index.ts',
      './p/routes.ts',
    ]);
    expect(included('./p/deep/leaf.ts', { recursive: 'all' })).toEqual(['./p/deep/leaf.ts']);
  });

  it('never includes entries or holders of reloaders: they would start a second server', async () => {
    let starts = 0;
    const starting = (...imports: readonly ModuleId[]): FakeFactory =>
      esm([], (_, require) => {
        starts += 1;
        for (const id of imports) require(id);
      });
    const bundle = startBundle(
      {
        './src/main.ts': starting('./src/hot.ts', './src/routes.ts'),
        './src/hot.ts': esm(['reloader'], (own) => {
          starts += 1;
          own['reloader'] = new AutomaticReloader();
        }),
        './src/routes.ts': importing('./src/leaf.ts'),
        './src/leaf.ts': valueOf(1),
      },
      { entries: ['./src/main.ts'] },
    );
    startReloader(['./src/routes.ts'], { recursive: 'all' });
    expect(included('./src/routes.ts', { recursive: 'all' })).toEqual(['./src/leaf.ts', './src/routes.ts']);
    expect(await bundle.edit({ './src/leaf.ts': valueOf(2) })).toMatchObject({ kind: 'applied' });
    expect(starts).toBe(2);
  });

  it('includes the module alone where it has no file', () => {
    startPackage([]);
    expect(included('virtual', { recursive: 'all' })).toEqual(['virtual']);
    expect(included('virtual', { recursive: 'directory' })).toEqual(['virtual']);
  });

  it('evaluates all of them when one changes, children first, and none outside', async () => {
    const runs: string[] = [];
    const bundle = startPackage(runs);
    startReloader(['./p/index.ts'], { recursive: 'all' });
    await bundle.edit({ './p/routes.ts': running(runs, 'new routes', './p/deep/leaf.ts') });
    expect(runs).toEqual(['leaf', 'new routes', 'index']);
  });

  it('leaves a change outside of the folder to others', async () => {
    const bundle = startPackage([]);
    startReloader(['./p/index.ts'], { recursive: 'all' });
    const outcome = await bundle.edit({ './lib.ts': valueOf(2) });
    expect(outcome).toMatchObject({ kind: 'applied' });
    expect(bundle.exports('./lib.ts').value).toBe(2);
    expect(await bundle.edit({ './pp/near.ts': valueOf(2) })).toMatchObject({ kind: 'refused' });
  });
});

describe("recursive: 'directory'", () => {
  it('includes the folder of an index module, whatever its ending', () => {
    startPackage([]);
    expect(included('./p/index.ts', { recursive: 'directory' })).toEqual(
      included('./p/index.ts', { recursive: 'all' }),
    );
  });

  it('evaluates a single file alone', async () => {
    const runs: string[] = [];
    const bundle = startPackage(runs);
    const reloader = holdModules(['./p/routes.ts'], { recursive: 'directory' });
    expect(included('./p/routes.ts', { recursive: 'directory' })).toEqual(['./p/routes.ts']);
    await bundle.edit({ './p/routes.ts': running(runs, 'new routes', './p/deep/leaf.ts') });
    await reloader.reload();
    expect(runs).toEqual(['new routes']);
  });
});

describe('trackNewModules: true', () => {
  it.each(['outdated', 'all', 'directory'] as const)("follows the graph under '%s'", async (recursive) => {
    const runs: string[] = [];
    const bundle = startPackage(runs);
    startReloader(['./p/index.ts'], { recursive });
    await bundle.edit({ './p/routes.ts': importing('./p/added.ts'), './p/added.ts': running(runs, 'added') });
    expect(included('./p/index.ts', { recursive })).toContain('./p/added.ts');
    expect(await bundle.edit({ './p/added.ts': running(runs, 'new added') })).toMatchObject({ kind: 'applied' });
    expect(runs).toContain('new added');
  });
});

describe('trackNewModules: false', () => {
  it.each(['outdated', 'all', 'directory'] as const)(
    "keeps the modules of the registration under '%s'",
    async (recursive) => {
      const runs: string[] = [];
      const bundle = startPackage(runs);
      const options = { recursive, trackNewModules: false };
      startReloader(['./p/index.ts'], options);
      const before = included('./p/index.ts', options);
      const outcome = await bundle.edit({
        './p/routes.ts': importing('./p/added.ts'),
        './p/added.ts': running(runs, 'added'),
      });
      expect(outcome.kind).toBe('applied');
      expect(runs).toContain('added');
      expect(included('./p/index.ts', options)).toEqual(before);
      expect(before).not.toContain('./p/added.ts');
    },
  );

  it.each(['outdated', 'all', 'directory'] as const)(
    "does not reload for a module that came later under '%s'",
    async (recursive) => {
      const runs: string[] = [];
      const bundle = startPackage(runs);
      startReloader(['./p/index.ts'], { recursive, trackNewModules: false });
      await bundle.edit({ './p/routes.ts': importing('./p/added.ts'), './p/added.ts': running(runs, 'added') });
      runs.length = 0;
      const outcome = await bundle.edit({ './p/added.ts': running(runs, 'new added') });
      expect(outcome).toMatchObject({ kind: 'refused', pending: ['./p/added.ts'] });
      expect(runs).toEqual([]);
      expect(await bundle.edit({ './p/index.ts': valueOf(1) })).toMatchObject({ kind: 'applied' });
    },
  );

  it('freezes a wrapper that is not registered when it is made', async () => {
    const bundle = startPackage([]);
    startReloader(['./p/index.ts']);
    const wrapper = ModuleWrapper.of('./p/index.ts', { trackNewModules: false });
    await bundle.edit({ './p/index.ts': importing() });
    expect([...wrapper.includedModules()].sort()).toEqual([
      './lib.ts',
      './p/deep/leaf.ts',
      './p/index.ts',
      './p/routes.ts',
    ]);
    expect(included('./p/index.ts', {})).toEqual(['./p/index.ts']);
  });
});
