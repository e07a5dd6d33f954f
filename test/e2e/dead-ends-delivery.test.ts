/** Delivers update files late, in the wrong order and under another address: nothing is lost, and nothing is stale. */

import fs from 'node:fs';
import path from 'node:path';
import type { Journal } from '../../runtime/protocol/journal';
import { Application, cleanUp } from '../support/application';
import { expectNoDeadEnd, statefulApp } from '../support/dead-end';
import { SERVER, leaf } from '../support/sources';

afterEach(cleanUp);

/** What these tests do to update files, or expect of several files saved at once, is about builds, not about patches. */
const BUILDS_ONLY = { plugin: { fastLane: false } };

const sources = { ...SERVER, 'app.js': statefulApp('hello'), 'leaf.js': leaf('one') };

/** A copy of an output folder, which receives single files when the test says so. */
class Copy {
  readonly folder: string;
  readonly #application: Application;

  constructor(application: Application) {
    this.#application = application;
    this.folder = path.join(application.folder, 'copy');
    fs.cpSync(application.output, this.folder, { recursive: true });
  }

  receiveJournal(): void {
    const [journal = ''] = this.#application.journalFiles();
    this.receive(path.basename(journal));
  }

  /** Receives the update files of the newest step, as far as they are wanted. */
  receiveUpdate({ updates }: Journal): void {
    for (const file of Object.keys(updates.at(-1)?.files ?? {})) this.receive(file);
  }

  receive(file: string): void {
    fs.copyFileSync(path.join(this.#application.output, file), path.join(this.folder, file));
  }
}

test('a copied folder that is polled receives the journal before the update files', async () => {
  const application = new Application(sources, { plugin: { ...BUILDS_ONLY.plugin, notify: { poll: 20 } } });
  await application.watch();
  const copy = new Copy(application);
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
  const copy = new Copy(application);
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
