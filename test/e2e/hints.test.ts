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

test('a loader that checks types is named once, with what to do instead', async () => {
  expect(await hintsOf(false)).toEqual([
    expect.stringMatching(/^\[hot\] hint: ts-loader checks types in each build, .*set transpileOnly/),
  ]);
});

test('a configuration that is fine is left in peace', async () => {
  expect(await hintsOf(true)).toEqual([]);
});
