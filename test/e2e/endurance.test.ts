/** Reloads one process 300 times: nothing of what was superseded may stay, and no client may notice. */

import fs from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { Application, cleanUp } from '../support/application';
import { KeepAliveClient } from '../support/keep-alive-client';
import { SERVER } from '../support/sources';
import { until } from '../support/until';

afterEach(cleanUp);

const RELOADS = 300;
const WARM_UP = 100;
/** V8's compilation cache may keep sources for a while that nothing else does. */
const EXEC_ARGV = ['--expose-gc', '--no-compilation-cache', '--enable-source-maps'];
const MEGABYTE = 1_000_000;

/** Counts what the process holds, or asks the module `app`. */
const HOT = `
  import fs from 'node:fs';
  import { AutomaticReloader } from 'module-hot-reload/runtime';
  import * as app from './app';

  const reloader = new AutomaticReloader();
  const live = reloader.register(app);
  reloader.start();

  const countListeners = (emitter) =>
    emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0);

  const measure = () => ({
    heap: process.memoryUsage().heapUsed,
    cached: Object.keys(__non_webpack_require__.cache).length,
    children: __non_webpack_require__.main.children.length,
    listeners: countListeners(process) + countListeners(process.stdout) + countListeners(process.stderr),
    resources: process.getActiveResourcesInfo().sort().join(),
    files: process.platform === 'linux' ? fs.readdirSync('/proc/self/fd').length : 0,
  });

  export function answer(path) {
    if (path === '/collect') return globalThis.gc();
    return path === '/measure' ? JSON.stringify(measure()) : live.respond();
  }
`;

const APP = `
  import { left } from './left';
  import { right } from './right';
  export const respond = () => left() + ' ' + right();
`;

const side = (name: string): string =>
  `import { name } from './leaf';\nexport const ${name} = () => '${name} ' + name;`;

/** About 10 kB, so that a source that stays is noticed. */
const BALLAST = `// ${'x'.repeat(10_000)}\n`;

const plainLeaf = (name: string): string => `${BALLAST}export const name = '${name}';`;

const disposingLeaf = (name: string): string => `
  ${plainLeaf(name)}
  const timer = setInterval(() => undefined, 1_000_000);
  const listener = () => undefined;
  process.on('SIGWINCH', listener);
  import.meta.webpackHot.dispose((data) => {
    clearInterval(timer);
    process.off('SIGWINCH', listener);
    data.bulk = new Array(10_000).fill(name);
  });
`;

/** It throws before it starts anything: nobody could stop that. */
const failing = (text: string): string => `throw new Error('fails');\n${text}`;

interface Measurement {
  readonly heap: number;
  readonly rest: unknown;
}

async function measure(client: KeepAliveClient): Promise<Measurement> {
  for (let times = 0; times < 5; times++) await client.get('/collect');
  return until(
    () => 'The process does not come to an end with its files',
    async () => {
      const { heap, ...rest } = JSON.parse(await client.get('/measure')) as { heap: number; resources: string };
      // The record of the process is written now and then.
      return /Req|Immediate/.test(rest.resources) ? undefined : { heap, rest };
    },
  );
}

/** Waits until a process holds no more than it did; what superseded code has left behind would never go. */
async function expectNoMore(client: KeepAliveClient, before: Measurement): Promise<void> {
  let now = before;
  await until(
    () => `The process holds ${JSON.stringify(now)}, and did hold ${JSON.stringify(before)}`,
    async () => {
      now = await measure(client);
      return (isDeepStrictEqual(now.rest, before.rest) && now.heap - before.heap < MEGABYTE) || undefined;
    },
  );
}

test.each([
  {
    name: 'all of them good, with source maps',
    leaf: plainLeaf,
    fails: () => false,
    config: "devtool: 'inline-source-map',",
  },
  {
    name: 'with dispose handlers, every tenth rolled back',
    leaf: disposingLeaf,
    fails: (n: number) => n % 10 === 5,
    config: '',
  },
])(
  `${RELOADS} reloads: $name`,
  async ({ leaf, fails, config }) => {
    const files = { ...SERVER, 'hot.js': HOT, 'app.js': APP, 'left.js': side('left'), 'right.js': side('right') };
    const application = new Application({ ...files, 'leaf.js': leaf('n0') }, { config });
    await application.watch();
    const server = await application.serve('main.js', { execArgv: EXEC_ARGV });
    const client = new KeepAliveClient(server.port, /^left (n\d+) right \1$/);
    client.start('/');

    let warm: Measurement | undefined;
    let onDisk = 0;
    for (let n = 1; n <= RELOADS; n++) {
      const from = server.lines.all.length;
      application.editAtomically('leaf.js', fails(n) ? failing(leaf(`n${n}`)) : leaf(`n${n}`));
      await server.lines.waitFor(fails(n) ? /rolled back/ : /applied/, from);
      if (!fails(n)) await client.saw(`left n${n} right n${n}`);
      if (n !== WARM_UP) continue;
      warm = await measure(client);
      onDisk = fs.readdirSync(application.output).length;
    }
    await expectNoMore(client, warm!);
    await client.stop();

    expect(client.faults).toEqual([]);
    expect(client.connections).toBe(1);
    await until(
      () => `${onDisk} files became ${fs.readdirSync(application.output).length}`,
      () => fs.readdirSync(application.output).length <= onDisk || undefined,
    );
  },
  240_000,
);
