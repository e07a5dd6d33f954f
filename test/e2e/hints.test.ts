/** Starts builds whose configuration makes edits slow: one line says so, once. */

import { Application, cleanUp } from '../support/application';
import { SERVER } from '../support/sources';

afterEach(cleanUp);

const TSCONFIG = '{"compilerOptions":{"module":"esnext","target":"es2022","moduleResolution":"bundler","types":[]}}';

/** A configuration with ts-loader. */
function withTypeScript(transpileOnly: boolean): string {
  const options = `{ transpileOnly: ${transpileOnly} }`;
  return `module: { rules: [{ test: /\\.ts$/, loader: 'ts-loader', options: ${options} }] }`;
}

/** Takes sources for what they are, whatever package.json says of them. */
const SOURCES =
  "module: { rules: [{ test: /src.*js$/, type: 'javascript/auto', resolve: { fullySpecified: false } }] },";

/** A configuration with ECMAScript modules as output. */
const MODULES =
  "experiments: { outputModule: true }, output: { path: path.join(__dirname, 'dist'), filename: '[name].js', module: true },";

async function hintsOf(transpileOnly: boolean): Promise<readonly string[]> {
  const files = {
    ...SERVER,
    './tsconfig.json': TSCONFIG,
    'app.js': `export { name } from './name';\nexport const answer = () => name;\n`,
  };
  const application = new Application(
    { ...files, 'name.ts': `export const name: string = 'one';\n` },
    { config: withTypeScript(transpileOnly) },
  );
  const webpack = await application.watch();
  for (const name of ['two', 'three']) {
    const from = webpack.lines.all.length;
    application.edit('name.ts', `export const name: string = '${name}';\n`);
    await webpack.lines.waitFor(/compiled successfully/, from);
  }
  return webpack.lines.matching(/hint/);
}

/** Builds a small server beside a package.json of a type. */
async function buildBeside(type: string, config: string): Promise<{ application: Application; hints: string[] }> {
  const files = { ...SERVER, 'app.js': `export const respond = () => 'one';\n` };
  const application = new Application(
    { ...files, './package.json': JSON.stringify({ type }) },
    { config: SOURCES + config },
  );
  const webpack = await application.watch();
  await webpack.lines.waitFor(/compiled successfully/);
  return { application, hints: webpack.lines.matching(/hint/) };
}

test('a loader that checks types is named once, with what to do instead', async () => {
  expect(await hintsOf(false)).toEqual([
    expect.stringMatching(/^\[hot\] hint: ts-loader checks types in each build, .*set transpileOnly/),
  ]);
});

test('a configuration that is fine is left in peace', async () => {
  expect(await hintsOf(true)).toEqual([]);
});

test.each([
  { type: 'module', output: '', hint: /^\[hot\] hint: main\.js is CommonJS, .*'\[name\]\.cjs'$/ },
  { type: 'commonjs', output: MODULES, hint: /^\[hot\] hint: main\.js is an ECMAScript module, .*'\[name\]\.mjs'$/ },
])('files that Node.js cannot run beside a package.json of type $type are told', async ({ type, output, hint }) => {
  const { application, hints } = await buildBeside(type, output);
  expect(hints).toEqual([expect.stringMatching(hint)]);
  const { lines } = application.run();
  await lines.waitFor(/require is not defined in ES module scope|outside a module/);
});

test.each([
  ['module', MODULES],
  ['commonjs', ''],
])('files that Node.js can run beside a package.json of type %s are not', async (type, config) => {
  const { application, hints } = await buildBeside(type, config);
  expect(hints).toEqual([]);
  expect(await (await application.serve()).get('/')).toBe('one');
});
