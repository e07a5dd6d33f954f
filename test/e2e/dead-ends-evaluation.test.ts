/** Saves code that cannot be evaluated: the old code serves on with its state, and the fix goes live. */

import { Application, cleanUp } from '../support/application';
import { expectNoDeadEnd, statefulApp } from '../support/dead-end';
import { SERVER, leaf } from '../support/sources';

afterEach(cleanUp);

const sources = { ...SERVER, 'app.js': statefulApp('hello'), 'leaf.js': leaf('one') };

test.each([
  ['a leaf', 'leaf.js', "export const name = 'two';\nthrow new Error('boom');"],
  ['the registered module', 'app.js', statefulApp('broken', "throw new Error('boom');")],
])('new code of %s throws when it is evaluated', async (_name, file, bad) => {
  const application = new Application(sources);
  await application.watch();
  const server = await application.serve();

  for (const greeting of ['good morning', 'good evening']) {
    await expectNoDeadEnd(server, {
      fail: () => application.edit(file, bad),
      report: /^\[hot\] rolled back: Error: boom$/,
      fix: () => {
        const fixes = { 'leaf.js': leaf('three'), 'app.js': statefulApp(greeting) };
        // What is broken comes first: webpack may well build after the first of the two edits.
        for (const name of file === 'leaf.js' ? (['leaf.js', 'app.js'] as const) : (['app.js', 'leaf.js'] as const)) {
          application.edit(name, fixes[name]);
        }
      },
      fixed: `${greeting} three`,
    });
  }
});

test('new code throws what is no error', async () => {
  const application = new Application(sources);
  await application.watch();
  await expectNoDeadEnd(await application.serve(), {
    fail: () => application.edit('leaf.js', "export const name = 'two';\nthrow null;"),
    report: /^\[hot\] rolled back: .*null/,
    fix: () => application.edit('leaf.js', leaf('three')),
    fixed: 'hello three',
  });
});

test('a syntax error that webpack sees', async () => {
  const application = new Application(sources);
  const webpack = await application.watch();
  await expectNoDeadEnd(await application.serve(), {
    fail: () => application.edit('leaf.js', "export const name = 'two"),
    report: /Unterminated string constant/,
    reporter: webpack.lines,
    fix: () => application.edit('leaf.js', leaf('three')),
    fixed: 'hello three',
  });
});

describe('a syntax error that webpack does not see', () => {
  const unparsed = { ...sources, 'leaf.js': "export { name } from './raw';", 'raw.js': "exports.name = 'one';" };
  const noParse = 'module: { noParse: /raw\\.js$/ },';

  test('in the script of the update: it is not published', async () => {
    const application = new Application(unparsed, { config: noParse });
    const webpack = await application.watch();
    const server = await application.serve();
    await expectNoDeadEnd(server, {
      fail: () => application.edit('raw.js', "exports.name = 'two"),
      report: /UPDATE_FILE_INVALID/,
      reporter: webpack.lines,
      fix: () => application.edit('raw.js', "exports.name = 'three';"),
      fixed: 'hello three',
    });

    application.edit('raw.js', "exports.name = 'four");
    await webpack.lines.waitForCount(/UPDATE_FILE_INVALID/, 2);
    application.edit('app.js', statefulApp('good morning'));
    await webpack.lines.waitForCount(/UPDATE_FILE_INVALID/, 3);
    expect(await server.get('/')).toBe('hello three');
    application.edit('raw.js', "exports.name = 'five';");
    await server.untilText('/', 'good morning five');
    expect(await server.lines.waitForCount(/^\[hot\]/, 2)).toHaveLength(2);
  });

  test('in a text that is evaluated: it is rolled back', async () => {
    const application = new Application(unparsed, { config: `devtool: 'eval', ${noParse}` });
    await application.watch();
    await expectNoDeadEnd(await application.serve(), {
      fail: () => application.edit('raw.js', "exports.name = 'two"),
      report: /^\[hot\] rolled back: SyntaxError/,
      fix: () => application.edit('raw.js', "exports.name = 'three';"),
      fixed: 'hello three',
    });
  });
});
