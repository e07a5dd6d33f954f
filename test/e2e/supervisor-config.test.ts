/** Changes the webpack configuration while webpack watches: webpack starts again, in the same place. */

import fs from 'node:fs';
import path from 'node:path';
import { isAlive, untilGone } from '../support/alive';
import { Application, cleanUp } from '../support/application';
import type { StartedProcess } from '../support/started-process';
import { formatConfig } from '../support/webpack-config';

afterEach(cleanUp);

const MAIN = `console.log('started with ' + WORD + ' as ' + process.pid + ' of ' + process.ppid);
  setInterval(() => undefined, 1_000);`;

interface Started {
  readonly word: string;
  readonly pid: number;
  /** The process of webpack. */
  readonly parent: number;
}

async function started({ lines }: StartedProcess, count: number): Promise<Started> {
  const all = await lines.waitForCount(/^started with /, count);
  const [, word = '', pid, parent] = /^started with (\w+) as (\d+) of (\d+)$/.exec(all[count - 1] ?? '') ?? [];
  return { word, pid: Number(pid), parent: Number(parent) };
}

/** A plugin that never lets go must not keep a webpack alive that is to be replaced. */
const BUSY = "cache: (setInterval(() => undefined, 60_000), { type: 'memory' }),";

function define(word: string): string {
  return `${BUSY} externalsPresets: { node: true }, optimization: { nodeEnv: false },
    plugins: [
      new (require('webpack').DefinePlugin)({ WORD: JSON.stringify('${word}') }),
      new HotReloadPlugin({ run: true }),
    ],`;
}

function configure(application: Application, word: string): void {
  application.edit('./webpack.config.js', formatConfig(false, define(word)));
}

const CHANGED = /^\[hot\] webpack\.config\.js has changed: starting webpack again$/;

const BROKEN =
  /^\[hot\] the webpack configuration does not work, and the application is stopped: save the configuration again to start both$/;

function create(): Application {
  return new Application({ 'main.js': MAIN }, { config: define('one') });
}

test('webpack starts again with what has changed, and everything before it has ended', async () => {
  const application = create();
  const webpack = await application.watch();
  const first = await started(webpack, 1);
  expect(first).toMatchObject({ word: 'one', parent: webpack.pid });

  configure(application, 'two');
  await webpack.lines.waitForCount(CHANGED, 1);
  const second = await started(webpack, 2);
  expect(second.word).toBe('two');
  expect(isAlive(first.pid)).toBe(false);

  configure(application, 'three');
  await webpack.lines.waitForCount(CHANGED, 2);
  const third = await started(webpack, 3);
  expect(third.word).toBe('three');
  expect([second.pid, second.parent].map(isAlive)).toEqual([false, false]);
  expect(webpack.running).toBe(true);

  webpack.signal('SIGTERM');
  expect(await webpack.waitForEnd()).toBe(0);
  expect([third.pid, third.parent].map(isAlive)).toEqual([false, false]);
});

test('a configuration that does not work is waited for', async () => {
  const application = create();
  const webpack = await application.watch();
  const { pid } = await started(webpack, 1);
  for (const broken of ["throw new Error('oh');", 'module.exports = { entry: 1 };']) {
    const from = webpack.lines.all.length;
    application.edit('./webpack.config.js', broken);
    await webpack.lines.waitFor(BROKEN, from);
    expect(isAlive(pid)).toBe(false);
  }
  configure(application, 'mended');
  expect(await started(webpack, 2)).toMatchObject({ word: 'mended' });
});

test('while a configuration does not work, a signal ends it all', async () => {
  const application = create();
  const webpack = await application.watch();
  await started(webpack, 1);
  application.edit('./webpack.config.js', "throw new Error('oh');");
  await webpack.lines.waitFor(BROKEN);
  webpack.signal('SIGINT');
  expect(await webpack.waitForEnd()).toBe('SIGINT');
});

test('a configuration that keeps a first build from being good is watched as well', async () => {
  const application = create();
  application.edit('./webpack.config.js', formatConfig(false, `${define('one')} entry: './nowhere',`));
  const webpack = application.startWebpack(['--watch']);
  await webpack.lines.waitFor(/Can't resolve '\.\/nowhere'/);
  configure(application, 'two');
  expect(await started(webpack, 1)).toMatchObject({ word: 'two' });
});

test('without its first process nothing is left', async () => {
  const application = create();
  const webpack = await application.watch();
  await started(webpack, 1);
  configure(application, 'two');
  const { pid, parent } = await started(webpack, 2);
  webpack.signal('SIGKILL');
  await Promise.all([pid, parent].map(untilGone));
});

test('a file that the configuration requires, and one that was named', async () => {
  const application = create();
  application.edit('./build/words.js', "exports.word = 'one';");
  const config = formatConfig(false, define("' + require('./words').word + '")).replace(/__dirname/g, 'process.cwd()');
  application.edit('./build/dev.js', config);
  const webpack = application.startWebpack(['--watch', '--config', 'build/dev.js']);
  await started(webpack, 1);
  application.edit('./build/words.js', "exports.word = 'two';");
  await webpack.lines.waitFor(/^\[hot\] build\/words\.js has changed: starting webpack again$/);
  expect(await started(webpack, 2)).toMatchObject({ word: 'two' });
  application.edit('./build/dev.js', `${config}\n// edited`);
  await webpack.lines.waitFor(/^\[hot\] build\/dev\.js has changed: starting webpack again$/);
  await started(webpack, 3);
});

test('a configuration in TypeScript', async () => {
  const application = create();
  application.delete('./webpack.config.js');
  fs.symlinkSync(
    path.resolve(__dirname, '../../node_modules/ts-node'),
    path.join(application.folder, 'node_modules/ts-node'),
  );
  application.edit(
    './tsconfig.json',
    '{ "compilerOptions": { "module": "nodenext", "target": "es2023", "skipLibCheck": true }, "ts-node": { "transpileOnly": true } }',
  );
  const typed = (word: string): string => `
    import path from 'node:path';
    import { DefinePlugin, type Configuration } from 'webpack';
    import { HotReloadPlugin } from 'module-hot-reload';
    const config: Configuration = {
      mode: 'development', target: 'node20', devtool: false, context: path.join(__dirname, 'src'), entry: './main',
      output: { path: path.join(__dirname, 'dist') },
      plugins: [new DefinePlugin({ WORD: JSON.stringify('${word}') }), new HotReloadPlugin({ run: true })],
    };
    export default config;`;
  application.edit('./webpack.config.ts', typed('one'));
  const webpack = await application.watch();
  expect(await started(webpack, 1)).toMatchObject({ word: 'one' });
  application.edit('./webpack.config.ts', typed('two'));
  await webpack.lines.waitFor(/^\[hot\] webpack\.config\.ts has changed: starting webpack again$/);
  expect(await started(webpack, 2)).toMatchObject({ word: 'two' });
});

test('a webpack that a program has started is left to it', async () => {
  const application = create();
  application.edit(
    './build.js',
    "require('webpack')(require('./webpack.config.js')).watch({}, () => console.log('built'));",
  );
  const webpack = application.startScript('build.js');
  const { pid } = await started(webpack, 1);
  configure(application, 'two');
  await webpack.lines.waitFor(/^\[hot\] webpack\.config\.js has changed: restart webpack to see that$/);
  expect(isAlive(pid)).toBe(true);
  webpack.signal('SIGINT');
  expect(await webpack.waitForEnd()).toBe('SIGINT');
  expect(isAlive(pid)).toBe(false);
});
