/** Ends a story well: every failure fixed, nothing refused; then the process must be as one that was just started. */

import type { ModuleId } from '../../../runtime/protocol/identifiers';
import type { Outcome } from '../../../runtime/protocol/outcome';
import type { Change, Story } from './arbitrary-application';
import { findDifferences } from './comparison';
import { Process } from './process';
import type { Source } from './sources';
import type { Teller } from './teller';

/** How often refused edits are taken back; each time may bring others to light. */
const ATTEMPTS = 5;

/** Fixes everything, compares the process with a fresh one, then edits each registered module once more. */
export async function finish(teller: Teller, story: Story): Promise<'compared' | 'refused'> {
  const { process } = teller;
  const fixes = Object.keys(teller.sources).map((id) => ({ id, kind: 'fix' }) as const);
  let outcome = await save(teller, fixes, 'fixing everything');
  for (let attempt = 0; attempt < ATTEMPTS && outcome.pending.length > 0; attempt += 1) {
    outcome = await save(teller, takeBack(teller, outcome), 'taking back what is refused');
  }
  const isCurrent = outcome.pending.length === 0;
  if (isCurrent) await compareWithFresh(teller, story);
  for (const id of process.registered) await expectLive(teller, id);
  return isCurrent ? 'compared' : 'refused';
}

async function save(teller: Teller, changes: readonly Change[], name: string): Promise<Outcome> {
  await teller.take({ kind: 'edit', builds: [changes], meanwhile: [] }, name);
  const [outcome] = await teller.take({ kind: 'reload' }, `${name} and letting go what is held`);
  if (outcome === undefined) throw new Error('There is no outcome.');
  return outcome;
}

/** Gives pending modules the source that is installed; a module that is not has nothing to be taken back to. */
function takeBack({ process, sources }: Teller, outcome: Outcome): readonly Change[] {
  return outcome.pending.map((id) => {
    const installed: Source | undefined = process.model.installed.get(id) ?? sources[id];
    return { id, kind: 'become', source: { ...installed, failure: 'none' } as Source };
  });
}

async function compareWithFresh(teller: Teller, { registrations }: Story): Promise<void> {
  const { process } = teller;
  const fresh = new Process(teller.sources);
  await fresh.start(registrations);
  await fresh.loadEverything();
  process.install();
  await process.loadEverything();
  // As in webpack, a lazy import that has failed stays failed until its own code or that of an importer changes.
  if (process.hasIncomplete()) return;
  const differences = findDifferences(process, fresh);
  if (differences.length > 0) throw new Error(['It is not as freshly started:', ...differences].join('\n  '));
}

/** A good edit of a registered module goes live, whatever was before: unless it is declined. */
async function expectLive(teller: Teller, id: ModuleId): Promise<void> {
  const { process } = teller;
  const isThere = process.published.has(id) && process.complete().includes(id);
  if (!isThere || process.model.isDeclined(id)) return;
  await save(teller, [{ id, kind: 'fix' }], `editing ${String(id)} at last`);
  const { version } = process.exportsOf(id);
  if (version !== teller.sources[id]?.version) throw new Error(`${String(id)} is at a dead end.`);
}
