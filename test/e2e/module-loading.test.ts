/** Reloads modules that are found by their folder, or loaded when they are needed. */

import { Application, cleanUp } from '../support/application';
import { expectLiveEdits } from '../support/live-edits';
import { OUTPUTS } from '../support/outputs';
import type { Server } from '../support/server';
import { ASYNC_SERVER, leaf } from '../support/sources';

afterEach(cleanUp);

const app = (prelude: string, read: string): string => `
  ${prelude}
  let own = 0;

  export async function respond(path) {
    if (path === '/count') return (own += 1);
    if (path === '/pid') return process.pid;
    return ${read};
  }
`;

const NAMES = "routes.map(({ name }) => name).join(' ')";
const REQUIRE_CONTEXT = "require.context('./routes', false, /\\.js$/)";
const WEBPACK_CONTEXT = "import.meta.webpackContext('./routes', { regExp: /\\.js$/ })";
const LAZY_CONTEXT = "require.context('./routes', false, /\\.js$/, 'lazy')";

/** Modules that are evaluated together with the one that loads them. */
const AT_ONCE: Readonly<Record<string, string>> = {
  'require.context': app(`const context = ${REQUIRE_CONTEXT}; const routes = context.keys().map(context);`, NAMES),
  'import.meta.webpackContext': app(
    `const context = ${WEBPACK_CONTEXT}; const routes = context.keys().map(context);`,
    NAMES,
  ),
  'require.context, lazily': app(
    `const context = ${LAZY_CONTEXT}; const routes = await Promise.all(context.keys().map(context));`,
    NAMES,
  ),
  'import()': app("const routes = [await import('./routes/a')];", NAMES),
  'import() of a name': app(
    "const file = process.argv[2] ?? 'a'; const routes = [await import(`./routes/${file}.js`)];",
    NAMES,
  ),
};

/** Modules that are evaluated by the first request that needs them. */
const ON_DEMAND: Readonly<Record<string, string>> = {
  'require.context': app(
    `const context = ${REQUIRE_CONTEXT};`,
    "context.keys().map((key) => context(key).name).join(' ')",
  ),
  'import()': app('', "(await import('./routes/a')).name"),
};

const route = (name: string, throws = false): string => leaf(name) + (throws ? "\nthrow new Error('boom');" : '');

async function serve(source: string, config: string, bundle: string): Promise<[Application, Server]> {
  const application = new Application({ ...ASYNC_SERVER, 'app.js': source, 'routes/a.js': route('one') }, { config });
  await application.watch();
  return [application, await application.serve(bundle)];
}

describe.each(OUTPUTS)('%s', (_output, bundle, config) => {
  test.each(Object.entries(AT_ONCE))('%s at once', async (loading, source) => {
    const [application, server] = await serve(source, config, bundle);
    await expectLiveEdits(server, {
      save: (name, throws) => application.editAtomically('routes/a.js', route(name, throws)),
      answer: (name) => name,
    });
    if (!loading.includes('ontext')) return;

    application.editAtomically('routes/b.js', leaf('added'));
    await server.untilText('/', 'three added');
    application.delete('routes/a.js');
    await server.untilText('/', 'added');
  });

  test.each(Object.entries(ON_DEMAND))('%s on demand: its error is that of the request', async (_loading, source) => {
    const [application, server] = await serve(source, config, bundle);
    await server.untilText('/', 'one');
    application.editAtomically('routes/a.js', route('two'));
    await server.untilText('/', 'two');
    application.editAtomically('routes/a.js', route('three', true));
    await server.untilMatch('/', /^Error: boom$/);
    application.editAtomically('routes/a.js', route('three'));
    await server.untilText('/', 'three');
    expect(await server.get('/pid')).toBe(String(server.pid));
  });
});
