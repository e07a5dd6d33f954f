/** Runs the example that needs no framework, and edits it. */

import fs from 'node:fs';
import path from 'node:path';

import { Application, cleanUp } from '../support/application';
import { until } from '../support/until';

afterEach(cleanUp);

const FOLDER = path.resolve(__dirname, '../../examples/http/src');
const read = (name: string): string => fs.readFileSync(path.join(FOLDER, name), 'utf8');

test('an edit is live, one that throws is rolled back, and one of the entry restarts the process on its port', async () => {
  const names = fs.readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const sources = Object.fromEntries(names.map((name) => [name, read(name)]));
  const tsconfig = '{"compilerOptions":{"module":"esnext","target":"es2022","moduleResolution":"bundler","types":[]}}';
  const application = new Application({ ...sources, './tsconfig.json': tsconfig }, { plugin: { run: true } });
  const webpack = await application.watch({ env: { PORT: '0', NO_COLOR: '1' } });
  const server = await application.server(webpack);
  expect(await server.get('/hello')).toContain('Hello');

  application.editAtomically('greeting.ts', read('greeting.ts').replace('Hello', 'Good morning'));
  await until(
    () => `The edit is not live:\n${webpack.lines.all.join('\n')}`,
    async () => (await server.get('/hello')).includes('Good morning') || undefined,
  );

  const from = webpack.lines.all.length;
  application.editAtomically('greeting.ts', `throw new Error('boom');\n${read('greeting.ts')}`);
  await webpack.lines.waitFor(/rolled back: Error: boom/, from);
  expect(await server.get('/hello')).toContain('Good morning');

  application.editAtomically('greeting.ts', read('greeting.ts'));
  await webpack.lines.waitFor(/greeting\.ts: (?:live|build)/, webpack.lines.all.length);

  application.editAtomically('main.ts', `${read('main.ts')}console.log('edited');\n`);
  const next = await application.server(webpack, webpack.lines.all.length);
  expect({ port: next.port, isOther: next.pid !== server.pid }).toEqual({ port: server.port, isOther: true });
});
