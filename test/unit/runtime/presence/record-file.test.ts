/** Tests that the record's file holds the newest text, on a real file system. */

import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { RecordFile } from '../../../../runtime/presence/record-file';
import { useTemporaryFolder } from '../../../support/temporary-folder';
import { until } from '../../../support/until';

const folder = useTemporaryFolder();

function open(path = join(folder.path, 'records')): { file: RecordFile; path: string; complaints: unknown[] } {
  const complaints: unknown[] = [];
  return {
    complaints,
    path: join(path, 'one.json'),
    file: new RecordFile(path, 'one.json', (e) => complaints.push(e)),
  };
}

async function untilText(path: string, text: string): Promise<void> {
  await until(
    () => `${path} does not say '${text}'`,
    () => (existsSync(path) && readFileSync(path, 'utf8') === text) || undefined,
  );
}

it('holds the last of many texts, and nothing lies beside it', async () => {
  const { file, path, complaints } = open();
  for (let count = 0; count <= 20; count += 1) file.write(`text ${count}`);
  await untilText(path, 'text 20');
  expect(readdirSync(join(folder.path, 'records'))).toEqual(['one.json']);
  expect(complaints).toEqual([]);
});

it('comes back with the next text where it was deleted with its folder', async () => {
  const { file, path } = open();
  file.write('one');
  await untilText(path, 'one');
  rmSync(join(folder.path, 'records'), { recursive: true });
  file.write('two');
  await untilText(path, 'two');
});

it('does not bring back an output folder that is gone', async () => {
  const { file, complaints } = open(join(folder.path, 'gone', 'records'));
  file.write('one');
  await until(
    () => 'no complaint',
    () => complaints[0],
  );
  expect(existsSync(join(folder.path, 'gone'))).toBe(false);
});

it('is gone for good once it is removed, also while it is written', async () => {
  const { file, path } = open();
  file.write('one');
  await untilText(path, 'one');
  file.write('two');
  file.remove();
  file.write('three');
  const other = new RecordFile(join(folder.path, 'records'), 'two.json', () => {});
  other.write('other');
  await untilText(join(folder.path, 'records', 'two.json'), 'other');
  expect(existsSync(path)).toBe(false);
});
