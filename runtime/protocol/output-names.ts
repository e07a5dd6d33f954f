/** Names what lies beside the journal in the output folder. */

/** File in which somebody asks all processes for something; each follows it as it follows the journal. */
export function nameRequestFile(journal: string): string {
  return journal.replace(/^hot-journal\./, 'hot-request.');
}

/** Folder for what is not complete: who watches the output folder is not woken before everything is there. */
export function nameUnfinishedFolder(journal: string): string {
  return nameFolder(journal, 'hot-unfinished');
}

/** Folder in which each process keeps its record. */
export function nameProcessFolder(journal: string): string {
  return nameFolder(journal, 'hot-processes');
}

function nameFolder(journal: string, kind: string): string {
  return journal.replace(/^hot-journal\./, `${kind}.`).replace(/\.json$/, '');
}
