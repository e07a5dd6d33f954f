/** Asks every process of a bundle, by a file beside the journal, to apply what is held back. */

import { randomUUID } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { nameRequestFile } from '../../runtime/protocol/output-names';
import { type ReloadCommand, REQUEST_FORMAT } from '../../runtime/protocol/requests';

/**
 * Writes the request.
 *
 * @param folder - absolute path of the output folder
 * @param journal - file name of the journal
 * @returns what processes that have answered it name in their records
 */
export function requestReload(folder: string, journal: string): string {
  const request: ReloadCommand = { format: REQUEST_FORMAT, id: randomUUID(), command: 'reload', at: Date.now() };
  const file = path.join(folder, nameRequestFile(journal));
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, JSON.stringify(request));
  renameSync(temporary, file);
  return request.id;
}
