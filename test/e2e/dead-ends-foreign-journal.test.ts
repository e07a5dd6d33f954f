/** Puts the journal of another build in the place of the own one: it is refused once, and nothing is lost. */

import { Application, cleanUp } from '../support/application';
import { expectNoDeadEnd, statefulApp } from '../support/dead-end';
import { SERVER, leaf } from '../support/sources';

afterEach(cleanUp);

const sources = { ...SERVER, 'app.js': statefulApp('hello'), 'leaf.js': leaf('one') };
const REFUSED = /^\[hot\] refused: no published update leads from the running build to the newest one/;

test.each([
  ['another entry', 'foreign.js'],
  ['modules of the same names', 'main.js'],
])('a project with %s is built into the same folder, and the own one again', async (_name, entry) => {
  const application = new Application(sources);
  const webpack = await application.watch();
  const server = await application.serve();
  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  await server.lines.waitFor(/^\[hot\] applied/);
  const other = new Application(
    { [entry]: "export { name } from './leaf';", 'leaf.js': leaf('foreign') },
    { config: `entry: { main: './${entry}' }, output: { path: ${JSON.stringify(application.output)} },` },
  );

  await expectNoDeadEnd(server, {
    fail: async () => {
      await webpack.stop();
      const foreign = await application.published(() => void other.startWebpack(['--watch']));
      expect(foreign.updates).toEqual([]);
    },
    report: REFUSED,
    fix: async () => {
      await other.remove();
      application.edit('app.js', statefulApp('good morning'));
      application.startWebpack(['--watch']);
    },
    fixed: 'good morning two',
  });
  application.edit('leaf.js', leaf('three'));
  await server.untilText('/', 'good morning three');
});
