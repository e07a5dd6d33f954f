/** Runs the example for PostgreSQL against a real server, edits it, and asks the server who is connected. */

import { cleanUp } from '../support/application';
import { until } from '../support/until';
import type { Edit } from './support/edit';
import { Example } from './support/example';
import { PostgresServer } from './support/postgres-server';
import { seeEdit } from './support/see-edit';

const RELOADS = 100;
const NAME = 'guestbook';
const KEEP = "keep(['pool', config.database], open, (each) => each.end())";

const EDITS: readonly Edit[] = [
  {
    what: 'the queries',
    file: 'src/entries.ts',
    part: `'Welcome'`,
    replacement: (version) => `'Welcome ${version}'`,
    seen: (version) => `"Welcome ${version}"`,
  },
  {
    what: 'settings beside those of the pool',
    file: 'src/config.ts',
    part: `'Guestbook'`,
    replacement: (version) => `'Book ${version}'`,
    seen: (version) => `"Book ${version}"`,
  },
  {
    what: 'the module of the pool',
    file: 'src/database.ts',
    part: KEEP,
    replacement: (version) => `${KEEP};\nconsole.log('<pool ${version}>')`,
    seen: (version) => `<pool ${version}>`,
  },
];

/** Keeps another pool, has it connect, and fails. */
const FAILING = `${KEEP.replace("'pool'", "'other'")};
void pool.query('select pg_sleep(0.2)').then(() => console.log('slept'));
throw new Error('boom')`;

describe('examples/postgres', () => {
  let database: PostgresServer;
  let example: Example;
  /** The connections of the pool, once it has all that it may have. */
  let connected: readonly number[];

  beforeAll(async () => {
    database = await PostgresServer.start();
    example = await Example.start('postgres', { DATABASE_URL: database.url });
  });
  afterAll(async () => {
    await cleanUp();
    await database.stop();
  });

  const look = async (): Promise<string> => example.server.get('/');

  /** Asks until the pool has opened all the connections that it may have. */
  async function fill(most: number): Promise<readonly number[]> {
    return database.untilConnections(NAME, async (pids) => {
      await Promise.all(Array.from({ length: most * 2 }, look));
      return pids.length === most;
    });
  }

  test('it keeps what visitors write', async () => {
    const { port } = example.server;
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'Hello' });
    expect(await response.json()).toMatchObject({ text: 'Hello' });
    expect(await look()).toContain('"Hello"');
    connected = await fill(5);
  });

  test(`${RELOADS} reloads leave the connections of one pool, the same as before`, async () => {
    for (let version = 1; version <= RELOADS; version += 1) {
      await seeEdit(example, EDITS[version % EDITS.length]!, version);
    }
    const { pid } = example.server;
    expect(JSON.parse(await example.server.get('/health'))).toEqual({ pid, connections: 5, most: 5 });
    expect(await look()).toContain('"Hello"');
    expect(await database.connectionsOf(NAME)).toEqual(connected);
  });

  test('an edit that fails closes the pool that was opened for it, and no other', async () => {
    const { lines } = example.webpack;
    const from = lines.all.length;
    example.edit('src/database.ts', KEEP, FAILING);
    await lines.waitFor(/rolled back: Error: boom/, from);
    await lines.waitFor(/^slept$/, from);
    expect(await database.untilConnections(NAME, (pids) => pids.length === 5)).toEqual(connected);
    expect(await look()).toContain('"Hello"');
    await seeEdit(example, EDITS[2]!, RELOADS + 1);
    expect(await database.connectionsOf(NAME)).toEqual(connected);
  });

  test('an edit of its settings opens another pool, and closes the first', async () => {
    example.edit('src/config.ts', 'max: 5', 'max: 6');
    const describe = (): string => `No new pool:\n${example.webpack.lines.all.join('\n')}\n`;
    await until(describe, async () => (await example.server.get('/health')).includes('"most":6') || undefined);
    const pids = await fill(6);
    expect(pids.filter((pid) => connected.includes(pid))).toEqual([]);
    expect(await look()).toContain('"Hello"');
    expect(example.webpack.lines.matching(/^\[hot\] (warning|restarting)/)).toEqual([]);
    expect(example.webpack.lines.matching(/^listening/)).toHaveLength(1);
  });
});
