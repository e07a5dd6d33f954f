/** Reads the records of the processes that run an application under test. */

import fs from 'node:fs';
import path from 'node:path';
import { nameProcessFolder } from '../../runtime/protocol/output-names';
import { parseRecord, type ProcessRecord } from '../../runtime/protocol/process-record';
import { isRecordName } from '../../src/processes/record-store';
import type { Application } from './application';
import { until } from './until';

/** The folder of the records. */
export function recordFolder(application: Application): string {
  const [journal = ''] = application.journalFiles();
  return path.join(path.dirname(journal), nameProcessFolder(path.basename(journal)));
}

/** The records that there are, those of main threads first. */
export function listRecords(application: Application): ProcessRecord[] {
  const folder = recordFolder(application);
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).filter(isRecordName) : [];
  const records = names.flatMap((name) => {
    const parsed = parseRecord(readIfThere(path.join(folder, name)));
    return parsed.ok ? [parsed.value] : [];
  });
  return records.sort((a, b) => a.thread - b.thread);
}

/** Waits for records that are as expected. */
export async function untilRecords(
  application: Application,
  expected: (records: readonly ProcessRecord[]) => boolean,
): Promise<readonly ProcessRecord[]> {
  const describe = (): string => `No such records: ${JSON.stringify(listRecords(application), undefined, 2)}`;
  return until(describe, () => {
    const records = listRecords(application);
    return expected(records) ? records : undefined;
  });
}

function readIfThere(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
