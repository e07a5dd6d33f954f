/** Reads stack traces of reloaded TypeScript under `--enable-source-maps`. */

import { Application, type Files, cleanUp } from '../support/application';
import { SERVER } from '../support/sources';

afterEach(cleanUp);

const TSCONFIG = JSON.stringify({
  compilerOptions: { target: 'ES2022', module: 'es2022', moduleResolution: 'bundler', sourceMap: true, strict: true },
});

/** Collects garbage, names the update files whose source maps Node.js knows, or asks the module `app`. */
const HOT = `
  import fs from 'node:fs';
  import { findSourceMap } from 'node:module';
  import path from 'node:path';
  import { AutomaticReloader } from 'module-hot-reload/runtime';
  import * as app from './app';

  const reloader = new AutomaticReloader();
  const live = reloader.register(app);
  reloader.start();
  const isMapped = (name) => findSourceMap(path.join('dist', name)) !== undefined;

  export function answer(path) {
    if (path === '/collect') return globalThis.gc();
    if (path !== '/mapped') return live.respond(path);
    return fs.readdirSync('dist').filter((name) => /hot-update\\.m?js$/.test(name)).filter(isMapped).length;
  }
`;

const APP = `
  import { locate as first } from './first';
  import { locate as second } from './second';
  export const respond = (path: string) => String(path === '/first' ? first() : second());
`;

/** A place that is recognised by its line; types before it, of which the compiled code has nothing, move it. */
function locating(types: number): string {
  const lines = Array.from({ length: types }, (_, index) => `interface Type${index} { readonly name: string }`);
  return [...lines, 'export function locate(): string {', `  return 'with ${types}: ' + new Error().stack;`, '}'].join(
    '\n',
  );
}

/** Where the error is made. */
function place(file: string, types: number, column: string): RegExp {
  return new RegExp(`^with ${types}: .*\\n.*/${file}\\.ts(\\?[0-9a-f]+)?:${types + 2}:${column}\\)`);
}

const FILES: Files = {
  ...SERVER,
  './tsconfig.json': TSCONFIG,
  'hot.js': HOT,
  'app.ts': APP,
  'first.ts': locating(1),
  'second.ts': locating(1),
};

/** `live` is how many update files Node.js keeps of four, the first and the last of which are in use. */
const COMMONJS = { name: 'CommonJS', file: 'main.js', config: '', live: 2 };
const ESM = {
  name: 'ECMAScript modules',
  file: 'main.mjs',
  live: 4,
  config: `
    experiments: { outputModule: true },
    output: { path: path.join(__dirname, 'dist'), filename: '[name].mjs', module: true },
  `,
};

/** With the column of `new`, where a source map tells columns, and whether source maps belong to files. */
const DEVTOOLS = [
  { devtool: 'source-map', column: '23', perFile: true },
  { devtool: 'inline-source-map', column: '23', perFile: true },
  { devtool: 'eval-source-map', column: '23', perFile: false },
  { devtool: 'eval-cheap-module-source-map', column: '1', perFile: false },
];
const CASES = [COMMONJS, ESM].flatMap((output) => DEVTOOLS.map((devtool) => ({ ...output, ...devtool })));

const EXEC_ARGV = ['--enable-source-maps', '--expose-gc'];

test.each(CASES)('$devtool of $name', async ({ column, config, devtool, file, live, perFile }) => {
  const application = new Application(FILES, {
    // A patch would be one more live file with a source map.
    plugin: { fastLane: false },
    config: `${config} devtool: '${devtool}',`,
  });
  await application.watch();
  const server = await application.serve(file, { execArgv: EXEC_ARGV });
  expect(await server.get('/first')).toMatch(place('first', 1, column));

  application.edit('first.ts', locating(5));
  await server.untilMatch('/first', place('first', 5, column));
  for (const lines of [9, 2, 7]) {
    application.edit('second.ts', locating(lines));
    await server.untilMatch('/second', place('second', lines, column));
    await server.get('/collect');
  }
  expect(await server.get('/first')).toMatch(place('first', 5, column));
  expect(await server.get('/second')).toMatch(place('second', 7, column));
  expect(Number(await server.get('/mapped'))).toBe(perFile ? live : 0);
});
