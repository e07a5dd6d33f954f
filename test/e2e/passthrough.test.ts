/** Runs applications without the plugin at work: built for production, built without it, and not built at all. */

import fs from 'node:fs';
import path from 'node:path';
import { Application, cleanUp } from '../support/application';
import { MANUAL_SERVER, SERVER, greetingApp, leaf } from '../support/sources';

afterEach(cleanUp);

const sources = { 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') };

test.each([
  ['an AutomaticReloader', SERVER],
  ['a ManualReloader', MANUAL_SERVER],
])('a production build with %s runs unchanged, with nothing added to it', async (_name, server) => {
  const application = new Application({ ...server, ...sources });
  const webpack = application.startWebpack(['--mode', 'production']);
  expect(await webpack.waitForEnd()).toBe(0);
  expect(fs.readdirSync(application.output)).toEqual(['main.js']);
  const bundle = fs.readFileSync(path.join(application.output, 'main.js'), 'utf8');
  expect(bundle).not.toMatch(/hot-journal|bootstrap/);
  expect(bundle.length).toBeLessThan(5_000);

  const running = await application.serve();
  expect(await running.get('/')).toBe('hello one');
  expect(await running.get('/count')).toBe('1');
  expect(running.lines.all).toHaveLength(1);
});

const BY_ID = `
  import { AutomaticReloader } from 'module-hot-reload/runtime';
  const reloader = new AutomaticReloader();
  const all = [require.resolve('./leaf'), require.resolve('./common')].map((id) => reloader.register(id));
  reloader.start();
  console.log(all.map(({ name }) => name).join());
`;

test('a production build finds the exports of what is registered by its id', async () => {
  const sources = { 'main.js': BY_ID, 'leaf.js': leaf('one'), 'common.js': "exports.name = 'two';" };
  const application = new Application(sources);
  expect(await application.startWebpack(['--mode', 'production']).waitForEnd()).toBe(0);
  await application.run().lines.waitFor(/^one,two$/);
});

test('a build without the plugin, in which module.hot is absent', async () => {
  const application = new Application({ ...SERVER, ...sources }, { plugin: false });
  expect(await application.startWebpack([]).waitForEnd()).toBe(0);
  const server = await application.serve();
  expect(await server.get('/')).toBe('hello one');
});

const PLAIN_CJS = `
  const { AutomaticReloader, ManualReloader, ModuleWrapper } = require('module-hot-reload/runtime');
  const leaf = require('./leaf.cjs');
  const reloader = new AutomaticReloader();
  const live = reloader.register(leaf);
  reloader.start();
  const manual = new ManualReloader();
  manual.listen();
  manual.reload().then(({ kind }) => console.log(live.name, ModuleWrapper.of(leaf).lockedGet('name'), kind));
`;

const PLAIN_ESM = `
  import { AutomaticReloader } from 'module-hot-reload/runtime';
  import * as leaf from './leaf.mjs';
  const reloader = new AutomaticReloader();
  const live = reloader.register(leaf);
  reloader.start();
  console.log(live.name, Object.keys(live).join());
`;

test.each([
  ['main.cjs', PLAIN_CJS, 'leaf.cjs', "exports.name = 'one';", 'one one unchanged'],
  ['main.mjs', PLAIN_ESM, 'leaf.mjs', leaf('one'), 'one name'],
])('plain Node.js, without webpack: %s', async (main, text, leafFile, leafText, printed) => {
  const application = new Application({ [main]: text, [leafFile]: leafText });
  const program = application.run(`../src/${main}`);
  expect(await program.waitForEnd()).toBe(0);
  expect(program.lines.all).toEqual([printed]);
});
