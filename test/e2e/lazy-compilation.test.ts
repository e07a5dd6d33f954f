/** Builds modules only when they are asked for: the runtime is there before, and edits go live as ever. */

import { Application, cleanUp } from '../support/application';
import { ASYNC_SERVER, leaf } from '../support/sources';

afterEach(cleanUp);

const APP = `
  import { name } from './leaf';
  export const respond = async (path) => (path === '/extra' ? (await import('./extra')).text : 'hello ' + name);
`;
const FILES = {
  ...ASYNC_SERVER,
  'app.js': APP,
  'leaf.js': leaf('one'),
  'extra.js': "export const text = 'extra one';",
};

test.each([
  ['true', 1],
  ['{ entries: false }', 0],
  ['{ test: () => true }', 1],
])('lazyCompilation: %s', async (option, hints) => {
  const config = `experiments: { lazyCompilation: ${option} },`;
  const application = new Application(FILES, { plugin: { run: true }, config });
  const webpack = await application.watch();
  const server = await application.server(webpack);
  await server.untilText('/', 'hello one');
  application.editAtomically('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');

  expect(await server.get('/extra')).toBe('extra one');
  application.editAtomically('extra.js', "export const text = 'extra two';");
  await server.untilText('/extra', 'extra two');
  expect(webpack.lines.matching(/^\[hot\] hint: with experiments\.lazyCompilation/)).toHaveLength(hints);
  expect(webpack.lines.matching(/restarting|warning|rolled back/)).toEqual([]);
});
