/** Runs the example for TypeORM against a real server, edits its entities, and asks the server who is connected. */

import { cleanUp } from '../support/application';
import type { Edit } from './support/edit';
import { Example } from './support/example';
import { PostgresServer } from './support/postgres-server';
import { seeEdit } from './support/see-edit';

const RELOADS = 100;
const NAME = 'library';

const SHELF: Edit = {
  what: 'the service',
  file: 'src/library.ts',
  part: `'Fiction'`,
  replacement: (version) => `'Shelf ${version}'`,
  seen: (version) => `"Shelf ${version}"`,
};

const TITLE: Edit = {
  what: 'settings beside those of the data source',
  file: 'src/config.ts',
  part: `'Library'`,
  replacement: (version) => `'Library ${version}'`,
  seen: (version) => `"Library ${version}"`,
};

const BOOK: Edit = {
  what: 'an entity',
  file: 'src/entities/book.ts',
  part: 'title!: string;',
  replacement: (version) => `title!: string;\n\n  @Column({ default: 1 })\n  pages${version}!: number;`,
  seen: (version) => `"pages${version}":`,
};

describe('examples/typeorm', () => {
  let database: PostgresServer;
  let example: Example;
  /** The connections of the data source, once it has all that it may have. */
  let connected: readonly number[];

  beforeAll(async () => {
    database = await PostgresServer.start();
    example = await Example.start('typeorm', { DATABASE_URL: database.url });
  });
  afterAll(async () => {
    await cleanUp();
    await database.stop();
  });

  const look = async (): Promise<string> => example.server.get('/');

  /** Asks until the data source has opened all the connections that it may have, and no other has any. */
  async function fill(): Promise<readonly number[]> {
    return database.untilConnections(NAME, async (pids) => {
      await Promise.all(Array.from({ length: 10 }, look));
      return pids.length === 5;
    });
  }

  test('it keeps books', async () => {
    const body = JSON.stringify({ title: 'Solaris', author: 'Lem' });
    const response = await fetch(`http://127.0.0.1:${example.server.port}/`, { method: 'POST', body });
    expect(await response.json()).toMatchObject({ title: 'Solaris', author: { name: 'Lem' } });
    expect(await look()).toMatch(/"title":"Solaris","author":"Lem"/);
    connected = await fill();
  });

  test(`${RELOADS} reloads leave the connections of one data source, the same as before`, async () => {
    for (let version = 1; version <= RELOADS; version += 1) {
      await seeEdit(example, version % 2 === 0 ? SHELF : TITLE, version);
    }
    expect(await database.connectionsOf(NAME)).toEqual(connected);
  });

  test('an edit of an entity connects anew and leaves no connection of before', async () => {
    for (let version = 1; version <= 10; version += 1) await seeEdit(example, BOOK, version);
    const pids = await fill();
    expect(pids.filter((pid) => connected.includes(pid))).toEqual([]);
    expect(await look()).toMatch(/"title":"Solaris".*"author":"Lem"/);
    connected = pids;
  });

  test('where the new data source cannot connect, the old one serves on', async () => {
    const { lines } = example.webpack;
    const from = lines.all.length;
    example.edit('src/config.ts', 'process.env.DATABASE_URL ??', `'postgres://127.0.0.1:1/' || `);
    await lines.waitFor(/rolled back: .*ECONNREFUSED/, from);
    expect(await look()).toMatch(/"title":"Solaris"/);
    await seeEdit(example, TITLE, RELOADS + 1);
    expect(await database.untilConnections(NAME, (pids) => pids.length === 5)).toEqual(connected);
    expect(lines.matching(/^\[hot\] (warning|restarting)/)).toEqual([]);
    expect(lines.matching(/^listening/)).toHaveLength(1);
  });
});
