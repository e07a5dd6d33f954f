/** Reloads each system of modules, in bundles that are CommonJS and in bundles that are ECMAScript modules. */

import { Application, cleanUp, type Files } from '../support/application';
import { statefulApp } from '../support/dead-end';
import { expectLiveEdits } from '../support/live-edits';
import { SERVER, leaf } from '../support/sources';

afterEach(cleanUp);

const MODULE = `
  experiments: { outputModule: true },
  output: { path: path.join(__dirname, 'dist'), module: true },
`;

/** In a package of modules `.js` is a module: nobody need say so in the names of files. */
const MODULE_IN_PACKAGE = MODULE.replace('module:', "filename: '[name].js', module:");
const UPDATES_IN_PACKAGE = MODULE_IN_PACKAGE.replace(
  'module:',
  "hotUpdateChunkFilename: 'hot/[id].[fullhash].js', hotUpdateMainFilename: 'hot/[runtime].[fullhash].json', module:",
);

/** The file to run, the package it belongs to, and what the configuration says of it. */
type Output = readonly [name: string, file: string, type: 'module' | undefined, config: string];

const OUTPUTS: readonly Output[] = [
  ['a CommonJS bundle', 'main.js', undefined, ''],
  ['a CommonJS bundle of a package of modules', 'main.cjs', 'module', "output: { filename: '[name].cjs' },"],
  ['a bundle that is a module', 'main.mjs', undefined, MODULE],
  ['a bundle that is a module, of a package of modules', 'main.js', 'module', MODULE_IN_PACKAGE],
  ['the same, whose updates are called .js as well', 'main.js', 'module', UPDATES_IN_PACKAGE],
];

/** Modules of such a package name the files they import in full. */
const specify = (text: string): string => text.replaceAll(/ '\.\/(\w+)'/g, " './$1.js'");

/** Has no reloader: the module that answers accepts what it imports. */
const ACCEPTING = `
  import { respond } from './app';
  export const answer = (path) => respond(path);
  import.meta.webpackHot?.accept('./app.js');
`;

type Source = readonly [name: string, files: Files, end: string];

const SOURCES: readonly Source[] = [
  ['a registered module', SERVER, ''],
  ['a registered module that waits with top-level await', SERVER, '\nawait null;'],
  ['a module that import.meta.webpackHot accepts', { ...SERVER, 'hot.js': ACCEPTING }, ''],
  ['an accepted module that waits with top-level await', { ...SERVER, 'hot.js': ACCEPTING }, '\nawait null;'],
];

describe.each(OUTPUTS)('%s', (_output, file, type, config) => {
  test.each(SOURCES)('%s', async (_source, server, end) => {
    const version = (name: string, throws = false): string =>
      `${leaf(name)}${end}${throws ? "\nthrow new Error('boom');" : ''}`;
    const files = { ...server, 'app.js': statefulApp('hello'), 'leaf.js': version('one') };
    const specified = Object.entries(files).map(([name, text]) => [name, specify(text)]);
    const package_ = { './package.json': JSON.stringify({ type }) };
    const application = new Application({ ...Object.fromEntries(specified), ...package_ }, { config });
    await application.watch();
    await expectLiveEdits(await application.serve(file), {
      save: (name, throws) => application.editAtomically('leaf.js', version(name, throws)),
      answer: (name) => `hello ${name}`,
    });
  });
});
