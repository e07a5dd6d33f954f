/** Checks which files the supervisor looks after. */

import { listConfigFiles } from '../../../../src/supervisor/compiler-restart/config-files';
import { listEnvFiles } from '../../../../src/supervisor/env-files';
import { isLoadedMessage } from '../../../../runtime/protocol/preload';
import { withManifests, withoutEmitted } from '../../../../src/supervisor/loaded-files';

test.each([
  ['development', undefined],
  ['development', ''],
  ['production', 'production'],
])('the usual environment files, of %s where NODE_ENV is %s', (name, mode) => {
  expect(listEnvFiles({ cwd: '/app', mode, execArgv: [] })).toEqual([
    '/app/.env',
    '/app/.env.local',
    `/app/.env.${name}`,
    `/app/.env.${name}.local`,
  ]);
});

test('environment files that Node.js is told of', () => {
  const execArgv = ['--env-file=a', '--inspect', '--env-file', '/b', '--env-file-if-exists=c', '--env-file=.env'];
  const files = listEnvFiles({ cwd: '/app', mode: 'test', execArgv });
  expect(files.slice(4)).toEqual(['/app/a', '/b', '/app/c']);
});

test('what webpack has emitted is not taken for a loaded file, a package below is', () => {
  const files = ['/app/dist/main.js', '/app/dist/node_modules/a/index.js', '/app/lib/a.js', '/app/distant/a.js'];
  expect(withoutEmitted(files, '/app/dist')).toEqual(files.slice(1));
});

test.each([
  [['/app/node_modules/a/lib/x/index.js', '/app/node_modules/a/b.js'], ['/app/node_modules/a/package.json']],
  [['/app/node_modules/@s/a/index.js'], ['/app/node_modules/@s/a/package.json']],
  [['/app/node_modules/a/node_modules/b/b.js'], ['/app/node_modules/a/node_modules/b/package.json']],
  [['/n/.pnpm/a@1/node_modules/a/a.js'], ['/n/.pnpm/a@1/node_modules/a/package.json']],
  [['/app/node_modules/a/package.json'], []],
  [['/app/packages/linked/index.js', '/app/node_modules/a.js'], []],
])('the packages that %j belong to add %j', (files, manifests) => {
  expect(withManifests(files)).toEqual([...files, ...manifests]);
});

test.each([
  [{ type: 'module-hot-reload/loaded', files: ['/a'] }, true],
  [{ type: 'module-hot-reload/loaded', files: [1] }, false],
  [{ type: 'module-hot-reload/loaded' }, false],
  [{ type: 'loaded', files: [] }, false],
  ['loaded', false],
])('%j is a message about loaded files: %s', (message, expected) => {
  expect(isLoadedMessage(message)).toBe(expected);
});

describe('the webpack configuration', () => {
  const sources = { cwd: '/app', own: '/packages/module-hot-reload/dist', loaded: [], args: ['--watch'] };

  test('is where webpack-cli looks for it', () => {
    const files = listConfigFiles(sources);
    expect(files).toEqual(expect.arrayContaining(['/app/webpack.config.js', '/app/webpack.config.ts']));
    expect(files).toContain('/app/.webpack/webpack.config.mjs');
  });

  test.each([
    [['--config', 'a.js', '--watch']],
    [['--watch', '-c', 'a.js']],
    [['--config=a.js']],
    [['-c=a.js', '--mode', 'development']],
  ])('is what the arguments name: %j', (args) => {
    expect(listConfigFiles({ ...sources, args })).toEqual(['/app/a.js']);
  });

  test('may be several files', () => {
    const args = ['--config', 'a.js', 'b.js', '--config', '/c.js'];
    expect(listConfigFiles({ ...sources, args })).toEqual(['/app/a.js', '/app/b.js', '/c.js']);
  });

  test('includes what it has loaded, but no package and nothing of this one', () => {
    const loaded = [
      '/app/build/a.js',
      '/app/node_modules/b/index.js',
      '/packages/module-hot-reload/dist/src/index.js',
      '/packages/module-hot-reload/webpack.config.ts',
    ];
    const files = listConfigFiles({ ...sources, args: ['--config', 'a.js'], loaded });
    expect(files).toEqual(['/app/a.js', '/app/build/a.js', '/packages/module-hot-reload/webpack.config.ts']);
  });
});
