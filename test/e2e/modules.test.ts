/** Adds, deletes and renames modules while the server runs. */

import { Application, cleanUp } from '../support/application';
import { SERVER, leaf } from '../support/sources';

afterEach(cleanUp);

const importing = (...modules: string[]): string => `
  ${modules.map((module, index) => `import * as m${index} from './${module}';`).join('\n')}
  export function respond() {
    return [${modules.map((_, index) => `m${index}.name`).join(', ')}].join(' ');
  }
`;

test('modules that are added, deleted and renamed', async () => {
  const application = new Application({ ...SERVER, 'app.js': importing('leaf'), 'leaf.js': leaf('leaf') });
  await application.watch();
  const server = await application.serve();
  expect(await server.get('/')).toBe('leaf');

  application.edit('added.js', "export { name } from './below/deeper';");
  application.edit('below/deeper.js', leaf('added'));
  application.edit('app.js', importing('leaf', 'added'));
  await server.untilText('/', 'leaf added');

  application.edit('below/deeper.js', leaf('edited'));
  await server.untilText('/', 'leaf edited');

  application.edit('renamed.js', leaf('renamed'));
  application.delete('added.js');
  application.edit('app.js', importing('leaf', 'renamed'));
  await server.untilText('/', 'leaf renamed');

  application.edit('renamed.js', leaf('still edited'));
  await server.untilText('/', 'leaf still edited');

  application.edit('app.js', importing('renamed'));
  application.delete('leaf.js');
  await server.untilText('/', 'still edited');

  application.edit('leaf.js', leaf('back again'));
  application.edit('app.js', importing('renamed', 'leaf'));
  await server.untilText('/', 'still edited back again');
  expect(server.lines.matching(/\[hot\] (?!applied)/)).toEqual([]);
});

test('a module that is deleted while it is imported waits for the next good build', async () => {
  const application = new Application({ ...SERVER, 'app.js': importing('leaf'), 'leaf.js': leaf('one') });
  const webpack = await application.watch();
  const server = await application.serve();
  // What is deleted while the watcher looks at a folder for the first time is not reported (doScan in watchpack).
  await application.published(() => application.edit('leaf.js', leaf('two')));
  await server.untilText('/', 'two');

  application.delete('leaf.js');
  await webpack.lines.waitFor(/compiled with 1 error/);
  expect(await server.get('/')).toBe('two');

  application.edit('leaf.js', leaf('three'));
  await server.untilText('/', 'three');
});

const ROUTES = `
  const routes = require.context('./routes', false, /\\.js$/);
  export function respond() {
    return routes.keys().map((key) => key + ' ' + routes(key).name).join(', ');
  }
`;

test('files that appear in a folder of require.context, and disappear from it', async () => {
  const application = new Application({ ...SERVER, 'app.js': ROUTES, 'routes/a.js': leaf('A') });
  const webpack = await application.watch();
  const server = await application.serve();
  expect(await server.get('/')).toBe('./a.js A');

  application.edit('routes/b.js', leaf('B'));
  await server.untilText('/', './a.js A, ./b.js B');
  await webpack.lines.waitFor(/\[hot\] #2 routes\/: build/);

  application.edit('routes/b.js', leaf('new B'));
  await server.untilText('/', './a.js A, ./b.js new B');

  application.delete('routes/a.js');
  await server.untilText('/', './b.js new B');
});
