/** Keeps a pool of connections over real edits: it lives as long as its settings, through reloads and failed ones. */

import { Application, cleanUp } from '../support/application';
import type { Server } from '../support/server';
import { SERVER } from '../support/sources';

afterEach(cleanUp);

/** Says what becomes of each pool. */
const POOL = `
  globalThis.opened ??= 0;

  export class Pool {
    number = (globalThis.opened += 1);
    asked = 0;

    constructor({ max }) {
      this.max = max;
      console.log('opened ' + this.number);
    }

    ask() {
      return this.number + ' of ' + this.max + ', asked ' + (this.asked += 1);
    }

    async end() {
      await new Promise(setImmediate);
      console.log('closed ' + this.number);
    }
  }
`;

/** How a module keeps its pool. */
type Keeping = (max: number, more?: string) => string;

const atOnce: Keeping = (max, more = '') => `
  import { keep } from 'module-hot-reload/runtime';
  import { Pool } from './pool';

  const settings = { max: ${max} };
  export const pool = keep(['pool', settings], () => new Pool(settings), (each) => each.end());
  ${more}
`;

const awaited: Keeping = (max, more = '') => `
  import { keep } from 'module-hot-reload/runtime';
  import { Pool } from './pool';

  const settings = { max: await Promise.resolve(${max}) };
  export const pool = await keep(['pool', settings], async () => new Pool(settings), (each) => each.end());
  ${more}
`;

const app = (greeting: string): string => `
  import { pool } from './db';
  export const respond = () => '${greeting} ' + pool.ask();
`;

async function start(keeping: Keeping): Promise<[Application, Server]> {
  const application = new Application({ ...SERVER, 'app.js': app('hello'), 'db.js': keeping(5), 'pool.js': POOL });
  await application.watch();
  return [application, await application.serve()];
}

test.each([
  ['at once', atOnce],
  ['with top-level await', awaited],
])('%s', async (_name, keeping) => {
  const [application, server] = await start(keeping);
  const saw = (): string[] => server.lines.matching(/^(opened|closed) /);
  expect(await server.get('/')).toBe('hello 1 of 5, asked 1');

  application.edit('app.js', app('good day'));
  await server.untilMatch('/', /^good day 1 of 5, asked \d+$/);
  application.edit('db.js', keeping(5, "console.log('again');"));
  await server.lines.waitFor(/^again$/);
  await server.lines.waitForCount(/^\[hot\] applied/, 2);
  expect(await server.get('/')).toMatch(/^good day 1 of 5/);
  expect(saw()).toEqual(['opened 1']);

  application.edit('db.js', keeping(6, "throw new Error('boom');"));
  await server.lines.waitFor(/^\[hot\] rolled back: Error: boom$/);
  expect(await server.get('/')).toMatch(/^good day 1 of 5/);
  expect(saw()).toEqual(['opened 1', 'opened 2', 'closed 2']);

  application.edit('db.js', keeping(7));
  await server.lines.waitForCount(/^\[hot\] applied/, 3);
  expect(await server.get('/')).toBe('good day 3 of 7, asked 1');
  expect(saw().slice(3)).toEqual(['opened 3', 'closed 1']);

  application.edit('app.js', "export const respond = () => 'no pool';");
  await server.untilText('/', 'no pool');
  await server.lines.waitFor(/^closed 3$/);
  expect(server.lines.matching(/^\[hot\] warning/)).toEqual([]);
});
