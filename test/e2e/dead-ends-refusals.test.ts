/** Saves edits that nobody accepts: they are refused once, named as pending, and block nothing. */

import { Application, cleanUp } from '../support/application';
import { expectNoDeadEnd, statefulApp } from '../support/dead-end';
import { SERVER, leaf } from '../support/sources';

afterEach(cleanUp);

/** What these tests do to update files, or expect of several files saved at once, is about builds, not about patches. */
const BUILDS_ONLY = { plugin: { fastLane: false } };

/** Answers `/outcomes` with what became of each transaction, and what is pending since. */
const HOT = `
  import { AutomaticReloader } from 'module-hot-reload/runtime';
  import * as app from './app';

  const reloader = new AutomaticReloader();
  const live = reloader.register(app);
  const outcomes = [];
  reloader.on('outcome', ({ kind, pending }) => outcomes.push(kind + ' [' + pending + ']'));
  reloader.start();

  export const answer = (path) => (path === '/outcomes' ? outcomes.join(', ') : live.respond(path));
`;

const sources = {
  ...SERVER,
  'main.js': `import { limit } from './settings';\nconsole.log('limit ' + limit);\n${SERVER['main.js']}`,
  'settings.js': 'export const limit = 1;',
  'hot.js': HOT,
  'app.js': statefulApp('hello'),
  'leaf.js': leaf('one'),
};

test('an unaccepted module changed: it stays pending, and is so no longer when the edit is reverted', async () => {
  const application = new Application(sources, BUILDS_ONLY);
  await application.watch();
  const server = await application.serve();

  await expectNoDeadEnd(server, {
    fail: () => application.edit('settings.js', 'export const limit = 2;'),
    report: /^\[hot\] refused: settings\.js → main\.js is not accepted/,
    fix: () => {
      application.edit('settings.js', sources['settings.js']);
      application.edit('leaf.js', leaf('two'));
    },
    fixed: 'hello two',
  });
  await server.untilText('/outcomes', 'refused [./settings.js], applied []');
  expect(server.lines.matching(/^limit/)).toEqual(['limit 1']);
});

test('an unaccepted module that stays changed does not keep back what comes after it', async () => {
  const application = new Application(sources, BUILDS_ONLY);
  await application.watch();
  const server = await application.serve();

  application.edit('settings.js', 'export const limit = 2;');
  await server.lines.waitFor(/^\[hot\] refused: settings\.js/);
  await expectNoDeadEnd(server, {
    fail: () => application.edit('leaf.js', `${leaf('broken')}\nthrow new Error('boom');`),
    report: /^\[hot\] rolled back: Error: boom$/,
    fix: () => application.edit('leaf.js', leaf('two')),
    fixed: 'hello two',
  });
  expect(server.lines.matching(/^\[hot\] refused/)).toHaveLength(1);
  await server.untilText(
    '/outcomes',
    `refused [./settings.js], rolled-back [./settings.js,./leaf.js], applied [./settings.js]`,
  );
});

test('a declined module changed, and is imported no longer', async () => {
  const declining = (name: string): string => `${leaf(name)}\nmodule.hot.decline();`;
  const application = new Application({ ...sources, 'leaf.js': declining('one') }, BUILDS_ONLY);
  await application.watch();
  const server = await application.serve();

  await expectNoDeadEnd(server, {
    fail: () => application.edit('leaf.js', declining('two')),
    report: /^\[hot\] refused: leaf\.js is declined with module\.hot\.decline\(\)/,
    fix: () => {
      application.edit('other.js', leaf('other'));
      application.edit('app.js', statefulApp('good morning').replace('./leaf', './other'));
    },
    fixed: 'good morning other',
  });
});
