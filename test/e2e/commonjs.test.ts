/** Reloads plain CommonJS modules. */

import { Application, cleanUp } from '../support/application';
import { SERVER } from '../support/sources';

afterEach(cleanUp);

const HOT = `
  const { AutomaticReloader } = require('module-hot-reload/runtime');
  const namespace = require('./app');
  const format = require('./format');

  const reloader = new AutomaticReloader();
  const live = reloader.register(namespace);
  const liveFormat = reloader.register(require.resolve('./format'));
  reloader.start();

  exports.answer = () => [live.text(), namespace.text(), liveFormat('x'), new liveFormat('y').kept].join(' ');
`;

const app = (word: string): string => `
  const { name } = require('./leaf');
  exports.text = () => '${word} ' + name;
`;

const format = (mark: string): string => `
  module.exports = function format(text) {
    this.kept = text + '${mark}';
    return text + '${mark}';
  };
`;

test('exports.x, module.exports = {…} and module.exports = function', async () => {
  const application = new Application({
    ...SERVER,
    'hot.js': HOT,
    'app.js': app('hello'),
    'leaf.js': "module.exports = { name: 'one' };",
    'format.js': format('!'),
  });
  await application.watch();
  const server = await application.serve();
  expect(await server.get('/')).toBe('hello one hello one x! y!');

  application.edit('leaf.js', "module.exports = { name: 'two' };");
  await server.untilText('/', 'hello two hello two x! y!');
  application.edit('app.js', app('good morning'));
  await server.untilText('/', 'good morning two good morning two x! y!');
  application.edit('format.js', format('?'));
  await server.untilText('/', 'good morning two good morning two x? y?');
  application.edit('app.js', "module.exports = { text: () => 'replaced' };");
  await server.untilText('/', 'replaced replaced x? y?');
  application.edit('app.js', app('back'));
  await server.untilText('/', 'back two back two x? y?');
});
