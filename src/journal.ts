/** Decides what the journal says after each build. */

import { JOURNAL_FORMAT } from '../runtime/protocol/journal';
import type { Journal, JournalBase, JournalUpdate } from '../runtime/protocol/journal';

/** How many updates the journal names, and how many stay on disk; a process further behind has lost the chain. */
export const MAX_UPDATES = 100;

/**
 * How many updates the journal names before they are replaced by a whole build that leads on from anywhere. With 1,000
 * modules (4 MB) that takes 60 ms, most of it for checking that the code can be compiled: 6 ms for each save, while
 * nobody waits for it.
 */
export const UPDATES_BEFORE_COMPACTING = 10;

/** What leads from one build to the next, not yet published. */
export interface UpdateStep extends Omit<JournalUpdate, 'at'> {
  /** Every file that belongs to the update, relative to the output folder: chunks, manifests, source maps. */
  readonly assets: readonly string[];
}

/** An update that the journal names, with every file that belongs to it. */
export interface PublishedUpdate {
  readonly update: JournalUpdate;
  readonly assets: readonly string[];
}

/** A whole build that the journal names, with every file that belongs to it. */
export interface PublishedBase {
  readonly base: JournalBase;
  readonly assets: readonly string[];
}

/** What has been published. */
export interface History {
  /** Full hash of the newest published build. */
  readonly build: string | undefined;
  /** Oldest first. */
  readonly updates: readonly PublishedUpdate[];
  readonly base?: PublishedBase | undefined;
}

/** Nothing has been published. */
export const NO_HISTORY: History = { build: undefined, updates: [] };

/**
 * Decides what is published after a build without errors: the chain so far, as far as it leads here, and the steps
 * since. There are several where builds with errors, which publish nothing, lie between.
 *
 * @param history - what has been published, possibly by an earlier watch session
 * @param steps - the updates since, oldest first
 * @param build - full hash of the build
 * @param at - milliseconds since the epoch
 * @param limit - how many updates to keep
 */
export function publishBuild(
  history: History,
  steps: readonly UpdateStep[],
  build: string,
  at: number,
  limit: number = MAX_UPDATES,
): History {
  const before = chainUpTo(history, steps[0]?.from ?? build);
  const updates = [...before, ...steps.map((step) => toPublished(step, at))];
  return { build, updates: updates.slice(Math.max(0, updates.length - limit)), base: history.base };
}

/**
 * Decides whether a whole build has to be published: where there is none, or none that the updates lead on from.
 *
 * @param missing - names of files that are not in the output folder
 */
export function needsBase({ base, build, updates }: History, missing: ReadonlySet<string>): boolean {
  if (base === undefined || base.assets.some((name) => missing.has(name))) return true;
  return base.base.to !== build && updates.every(({ update }) => update.from !== base.base.to);
}

/**
 * Cuts off everything up to the last update of which a file is gone: nobody can pass there any more.
 *
 * @param missing - names of files that are not in the output folder
 */
export function withoutLostUpdates(history: History, missing: ReadonlySet<string>): History {
  const lost = history.updates.findLastIndex(({ update }) =>
    Object.keys(update.files).some((name) => missing.has(name)),
  );
  return lost < 0 ? history : { ...history, updates: history.updates.slice(lost + 1) };
}

/** Whether the updates are worth being replaced by a whole build, once every process that is known has taken them. */
export function isWorthCompacting({ updates }: History): boolean {
  return updates.length >= UPDATES_BEFORE_COMPACTING;
}

/** Drops all updates: processes that have not taken them compare themselves with the whole build. */
export function withoutUpdates({ build, base }: History): History {
  return { build, updates: [], base };
}

/** Names the files that processes read. */
export function listFiles({ base, updates }: History): string[] {
  return [...updates.map(({ update }) => update), ...(base ? [base.base] : [])].flatMap(({ files }) =>
    Object.keys(files),
  );
}

/** Names the files of a history. */
export function listAssets(history: History): Set<string> {
  return new Set([...history.updates, ...(history.base ? [history.base] : [])].flatMap(({ assets }) => assets));
}

/**
 * Names the files that a history has no more use for. What it says may come from a journal found on disk, so a file
 * is never ours that lies outside of the output folder or that the build has written for itself.
 *
 * @param names - update files that were in use
 * @param after - what is published now
 * @param current - names of all files of the newest build
 */
export function listObsolete(names: Iterable<string>, after: History, current: ReadonlySet<string>): string[] {
  const needed = listAssets(after);
  return [...new Set(names)].filter((name) => !needed.has(name) && !current.has(name) && isInside(name));
}

function isInside(name: string): boolean {
  return !/^(?:[/\\]|[a-z]:)/i.test(name) && !name.split(/[/\\]/).includes('..');
}

/** Writes a history as the journal that processes read. */
export function toJournal(history: History & { readonly build: string }, place: JournalPlace): Journal {
  return {
    format: JOURNAL_FORMAT,
    build: history.build,
    context: place.context,
    resources: place.resources,
    names: place.names,
    updates: history.updates.map(({ update }) => update),
    ...(history.base && { base: history.base.base }),
  };
}

/** Where the modules of a journal are, and what they are. */
export type JournalPlace = Required<Pick<Journal, 'context' | 'resources' | 'names'>>;

/**
 * Reads a journal as a history.
 *
 * @param listExtraFiles - names files that belong to an update without being named in the journal
 */
export function fromJournal(journal: Journal, listExtraFiles: (update: JournalUpdate) => readonly string[]): History {
  const updates = journal.updates.map((update) => ({
    update,
    assets: [...Object.keys(update.files), ...listExtraFiles(update)],
  }));
  const base = journal.base && { base: journal.base, assets: Object.keys(journal.base.files) };
  return { build: journal.build, updates, base };
}

/** The updates that lead to a build; none where it was never published. */
function chainUpTo(history: History, build: string): readonly PublishedUpdate[] {
  const last = history.updates.findLastIndex(({ update }) => update.to === build);
  return history.updates.slice(0, last + 1);
}

function toPublished({ assets, ...step }: UpdateStep, at: number): PublishedUpdate {
  return { update: { ...step, at }, assets };
}
