/** Runs the example for SQLite, in memory and with a file, and edits it. */

import fs from 'node:fs';
import path from 'node:path';

import { cleanUp } from '../support/application';
import { useTemporaryFolder } from '../support/temporary-folder';
import { until } from '../support/until';
import type { Edit } from './support/edit';
import { Example } from './support/example';
import { seeEdit } from './support/see-edit';

const RELOADS = 100;

const HINT: Edit = {
  what: 'the queries',
  file: 'src/notes.ts',
  part: `'Send text to add a note'`,
  replacement: (version) => `'Hint ${version}'`,
  seen: (version) => `"Hint ${version}"`,
};

const TITLE: Edit = {
  what: 'settings beside those of the database',
  file: 'src/config.ts',
  part: `'Notebook'`,
  replacement: (version) => `'Notebook ${version}'`,
  seen: (version) => `"Notebook ${version}"`,
};

const SETTINGS: Edit = {
  what: 'the settings of the database',
  file: 'src/config.ts',
  part: 'timeoutMilliseconds: 1000',
  replacement: (version) => `timeoutMilliseconds: (console.log('<settings ${version}>'), ${version})`,
  seen: (version) => `<settings ${version}>`,
};

/** Keeps another database, which it opens, and fails. */
const FAILING: Pick<Edit, 'file' | 'part'> & { readonly text: string } = {
  file: 'src/database.ts',
  part: "keep(['database', config.database], open, (each) => each.close())",
  text: "keep(['other', config.database], open, (each) => each.close());\nthrow new Error('boom')",
};

const folder = useTemporaryFolder();

afterEach(cleanUp);

async function add(example: Example, text: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${example.server.port}/`, { method: 'POST', body: text });
  return response.text();
}

/** How often a process has a file open, where the system tells. */
function countOpen(pid: number, file: string): number {
  const open = `/proc/${pid}/fd`;
  return fs.readdirSync(open).filter((name) => linkOf(path.join(open, name)) === file).length;
}

function linkOf(name: string): string | undefined {
  try {
    return fs.readlinkSync(name);
  } catch {
    // It was closed meanwhile.
    return undefined;
  }
}

test(`a database in memory outlives ${RELOADS} reloads, and one that fails`, async () => {
  const example = await Example.start('sqlite', { DATABASE_FILE: ':memory:' });
  expect(await add(example, 'kept')).toBe('{"id":1,"text":"kept"}');
  for (let version = 1; version <= RELOADS; version += 1) {
    await seeEdit(example, version % 2 === 0 ? HINT : TITLE, version);
    expect(await example.server.get('/')).toContain('"kept"');
  }
  example.edit(FAILING.file, FAILING.part, FAILING.text);
  await example.webpack.lines.waitFor(/rolled back: Error: boom/);
  expect(await add(example, 'also kept')).toBe('{"id":2,"text":"also kept"}');
  example.edit(FAILING.file, FAILING.part, FAILING.part);
  await seeEdit(example, HINT, RELOADS + 1);
  expect(await example.server.get('/')).toMatch(/"kept".*"also kept"/);
});

/** Elsewhere the system does not tell which files a process has open. */
const testOnLinux = process.platform === 'linux' ? test : test.skip;

testOnLinux('a file is open once, whatever is edited', async () => {
  const file = path.join(fs.realpathSync(folder.path), 'notes.sqlite');
  const example = await Example.start('sqlite', { DATABASE_FILE: file });
  const { lines } = example.webpack;
  const opened = (): number => countOpen(example.server.pid, file);
  expect([await add(example, 'kept'), opened()]).toEqual(['{"id":1,"text":"kept"}', 1]);

  for (let version = 1; version <= 10; version += 1) await seeEdit(example, TITLE, version);
  expect(opened()).toBe(1);
  example.edit(FAILING.file, FAILING.part, FAILING.text);
  await lines.waitFor(/rolled back: Error: boom/);
  expect(opened()).toBe(1);
  example.edit(FAILING.file, FAILING.part, FAILING.part);

  for (let version = 11; version <= 20; version += 1) await seeEdit(example, SETTINGS, version);
  await until(
    () => `The file is open ${opened()} times`,
    () => opened() === 1 || undefined,
  );
  expect(await example.server.get('/')).toContain('"kept"');
});
