/** Tests bundles that are built without the plugin: what the runtime weighs in them and that they work. */

import { stat } from 'node:fs/promises';
import path from 'node:path';

import webpack from 'webpack';

import { type Installation, installPackage } from './support/installed-package';

const LIMIT = 3_000;

describe('a production bundle without the plugin', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await installPackage();
  });

  afterAll(() => installation.remove());

  /** Bundles files of the application, each for itself; warnings are failures, too. */
  async function bundle(...files: string[]): Promise<void> {
    const compiler = webpack({
      mode: 'production',
      target: 'node',
      context: installation.folder,
      entry: Object.fromEntries(files.map((file) => [path.parse(file).name, `./${file}`])),
      output: { path: path.join(installation.folder, 'dist') },
    });
    const stats = await new Promise<webpack.Stats>((resolve, reject) => {
      compiler.run((error, result) => (result ? resolve(result) : reject(error ?? new Error('No result'))));
    });
    const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
    expect([...(errors ?? []), ...(warnings ?? [])]).toEqual([]);
    await new Promise<void>((resolve) => compiler.close(() => resolve()));
  }

  it(`grows by at most ${LIMIT} bytes through the whole of the runtime`, async () => {
    await bundle('with-runtime.mjs', 'without-runtime.mjs');
    const [larger, smaller] = await Promise.all(
      ['with-runtime.js', 'without-runtime.js'].map((file) => stat(path.join(installation.folder, 'dist', file))),
    );
    const bytes = larger!.size - smaller!.size;
    expect(bytes).toBeGreaterThan(1_000);
    expect(bytes).toBeLessThanOrEqual(LIMIT);
    expect(await installation.node('dist/with-runtime.js')).toContain('served /');
  });

  it.each(['main.mjs', 'main.cjs'])('prints what plain Node.js prints: %s', async (file) => {
    await bundle(file);
    expect(JSON.parse(await installation.node('dist/main.js'))).toEqual(JSON.parse(await installation.node(file)));
  });
});
