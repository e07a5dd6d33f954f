/** Debugs reloaded code with the inspector protocol: breakpoints bind in the scripts of updates. */

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application, cleanUp } from '../support/application';
import { SERVER } from '../support/sources';
import { until } from '../support/until';

afterEach(cleanUp);

const DEBUGGER = path.resolve(__dirname, '../support/debugger.cjs');

const TSCONFIG = JSON.stringify({
  compilerOptions: { target: 'ES2022', module: 'es2022', moduleResolution: 'bundler', sourceMap: true, strict: true },
});

const leaf = (name: string): string => `
  interface Named { readonly name: string }
  function make(): Named {
    return /* breakpoint */ { name: '${name}' };
  }
  export { make };
`;

const APP = `
  import { make } from './leaf';
  export const respond = () => make().name;
`;

const ESM_CONFIG = `
  experiments: { outputModule: true },
  output: { path: path.join(__dirname, 'dist'), filename: '[name].mjs', module: true },
`;

const FILE_URL = String.raw`^file:.*/dist/main\.[0-9a-f]+\.hot-update\.m?js$`;

/** Reads the source map that a debugger would read. */
function readMap(url: string, mapUrl: string): { readonly sources: readonly string[] } {
  const [, data] = /^data:application\/json;charset=utf-8;base64,(.*)$/.exec(mapUrl) ?? [];
  const file = data === undefined ? fileURLToPath(new URL(mapUrl, url)) : undefined;
  const text = file === undefined ? Buffer.from(data ?? '', 'base64').toString() : fs.readFileSync(file, 'utf8');
  return JSON.parse(text);
}

/** Finds, among what was printed, a script that the breakpoint has stopped; the build before may be parsed too. */
function findPaused(printed: readonly string[]): readonly [url: string, mapUrl: string] | undefined {
  return printed
    .map((line) => /^parsed (.*) mapped by (.*)$/.exec(line))
    .map((found) => [found?.[1] ?? '', found?.[2] ?? ''] as const)
    .find(([url]) => printed.includes(`paused in make of ${url} by 1`));
}

test.each([
  { devtool: 'source-map', file: 'main.js', urls: FILE_URL, config: '' },
  { devtool: 'inline-source-map', file: 'main.js', urls: FILE_URL, config: '' },
  { devtool: 'eval-source-map', file: 'main.js', urls: String.raw`^webpack-internal:.*/leaf\.ts`, config: '' },
  { devtool: 'source-map', file: 'main.mjs', urls: FILE_URL, config: ESM_CONFIG },
])('a breakpoint moves on to the next update: $devtool of $file', async ({ devtool, file, urls, config }) => {
  const sources = { ...SERVER, './tsconfig.json': TSCONFIG, 'app.ts': APP, 'leaf.ts': leaf('one') };
  const application = new Application(sources, { config: `${config} devtool: '${devtool}',` });
  await application.watch();
  const execArgv = ['--require', DEBUGGER];
  const server = await application.serve(file, { execArgv, env: { DEBUG_URLS: urls } });
  await server.lines.waitFor(/^debugging$/);

  application.edit('leaf.ts', leaf('two'));
  await server.lines.waitFor(/^breakpoint set$/);
  await server.untilText('/', 'two');
  const from = server.lines.all.length;
  application.edit('leaf.ts', leaf('three'));
  await server.untilText('/', 'three');
  const printed = (): readonly string[] => server.lines.all.slice(from);
  const describe = (): string => `make does not pause in a new script. Printed:\n${printed().join('\n')}\n`;
  const [url, mapUrl] = await until(describe, () => findPaused(printed()));
  expect(readMap(url, mapUrl).sources).toContainEqual(expect.stringMatching(/\/leaf\.ts(\?|$)/));
  expect(printed()).toContain(`bound in ${url}`);
});
