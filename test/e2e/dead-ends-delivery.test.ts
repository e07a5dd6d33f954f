/** Delivers update files late, in the wrong order and under another address: nothing is lost, and nothing is stale. */

import { Application, cleanUp } from '../support/application';
import { CopiedOutput } from '../support/copied-output';
import { expectNoDeadEnd, statefulApp } from '../support/dead-end';
import { SERVER, leaf } from '../support/sources';

afterEach(cleanUp);

/** What these tests do to update files, or expect of several files saved at once, is about builds, not about patches. */
const BUILDS_ONLY = { plugin: { fastLane: false } };

const sources = { ...SERVER, 'app.js': statefulApp('hello'), 'leaf.js': leaf('one') };

test('a copied folder that is polled receives the journal before the update files', async () => {
  const application = new Application(sources, { plugin: { ...BUILDS_ONLY.plugin, notify: { poll: 20 } } });
  await application.watch();
  const copy = new CopiedOutput(application);
  const server = await application.serve('../copy/main.js');

  const first = await application.published(() => application.edit('leaf.js', leaf('two')));
  const second = await application.published(() => application.edit('app.js', statefulApp('good morning')));
  await expectNoDeadEnd(server, {
    fail: () => copy.receiveJournal(),
    report: /^\[hot\] warning: UPDATE_FILE_MISSING: .* is tried again\.$/,
    fix: async () => {
      copy.receiveUpdate(second);
      copy.receiveUpdate(first);
    },
    fixed: 'good morning two',
  });

  const third = await application.published(() => application.edit('leaf.js', leaf('three')));
  copy.receiveUpdate(third);
  copy.receiveJournal();
  await server.untilText('/', 'good morning three');
  expect(await server.lines.waitForCount(/^\[hot\] applied/, 2)).toHaveLength(2);
});

test('a copied folder that is watched receives two journals before the update files of the first', async () => {
  const application = new Application(sources, BUILDS_ONLY);
  await application.watch();
  const copy = new CopiedOutput(application);
  const server = await application.serve('../copy/main.js');

  const lost = await application.published(() => application.edit('leaf.js', leaf('two')));
  await expectNoDeadEnd(server, {
    fail: () => copy.receiveJournal(),
    report: /^\[hot\] warning: UPDATE_FILE_MISSING: /,
    fix: async () => {
      copy.receiveUpdate(await application.published(() => application.edit('app.js', statefulApp('good morning'))));
      copy.receiveJournal();
      copy.receiveUpdate(lost);
    },
    fixed: 'good morning two',
  });
});

test('an ECMAScript module with an absolute publicPath', async () => {
  const config = `
    experiments: { outputModule: true },
    output: {
      path: path.join(__dirname, 'dist'),
      filename: '[name].mjs',
      module: true,
      publicPath: 'https://cdn.example.com/assets/',
    },
  `;
  const application = new Application(sources, { ...BUILDS_ONLY, config });
  await application.watch();
  const server = await application.serve('main.mjs');
  expect(await server.get('/')).toBe('hello one');
  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  await server.lines.waitFor(/^\[hot\] applied/);

  await expectNoDeadEnd(server, {
    fail: () => application.edit('leaf.js', `${leaf('broken')}\nthrow new Error('boom');`),
    report: /^\[hot\] rolled back: Error: boom$/,
    fix: () => application.edit('leaf.js', leaf('three')),
    fixed: 'hello three',
  });
});
