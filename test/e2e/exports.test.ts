/** Adds and removes exports, and looks at a module through everything that importers may hold. */

import { Application, cleanUp } from '../support/application';
import { SERVER } from '../support/sources';

afterEach(cleanUp);

/** None of these importers is evaluated again. */
const HOT = `
  import { AutomaticReloader } from 'module-hot-reload/runtime';
  import * as namespace from './app';
  import { version } from './app';

  const reloader = new AutomaticReloader();
  const live = reloader.register(namespace);
  reloader.start();

  export const answer = () =>
    JSON.stringify({
      accessor: { ...live },
      namespace: { ...namespace },
      named: version,
      has: [live, namespace].map((exports) => 'extra' in exports),
    });
`;

const seen = (exports: Record<string, unknown>): string =>
  JSON.stringify({
    accessor: exports,
    namespace: exports,
    named: exports['version'],
    has: ['extra' in exports, 'extra' in exports],
  });

test('added and removed exports are seen through accessor, namespace and named import', async () => {
  const application = new Application({ ...SERVER, 'hot.js': HOT, 'app.js': 'export const version = 1;' });
  await application.watch();
  const server = await application.serve();
  expect(await server.get('/')).toBe(seen({ version: 1 }));

  application.edit('app.js', "export const version = 2;\nexport const extra = 'more';");
  await server.untilText('/', seen({ extra: 'more', version: 2 }));

  application.edit('app.js', 'export let version = 3;\nversion += 1;');
  await server.untilText('/', seen({ version: 4 }));

  application.edit('app.js', "export const extra = 'again';\nexport { version } from './version';");
  application.edit('version.js', 'export const version = 5;');
  await server.untilText('/', seen({ extra: 'again', version: 5 }));

  application.edit('version.js', 'export const version = 6;');
  await server.untilText('/', seen({ extra: 'again', version: 6 }));
  expect(server.lines.matching(/\[hot\] (?!applied)/)).toEqual([]);
});

const DEFAULT_HOT = `
  import { AutomaticReloader } from 'module-hot-reload/runtime';
  import handle, * as namespace from './app';

  const reloader = new AutomaticReloader();
  const live = reloader.register(namespace);
  reloader.start();

  export const answer = () => [handle(), live.default(), namespace.default()].join(' ');
`;

test('a default export is live', async () => {
  const application = new Application({
    ...SERVER,
    'hot.js': DEFAULT_HOT,
    'app.js': "export default function handle() {\n  return 'one';\n}",
  });
  await application.watch();
  const server = await application.serve();
  expect(await server.get('/')).toBe('one one one');

  application.edit('app.js', "export default () => 'two';");
  await server.untilText('/', 'two two two');
  application.edit('app.js', "class Handle {\n  static answer = () => 'three';\n}\nexport default Handle.answer;");
  await server.untilText('/', 'three three three');
});
