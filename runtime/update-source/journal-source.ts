/** Gets updates by following the journal in the output folder. */

import { serializeError } from '../errors';
import { type Journal, parseJournal } from '../protocol/journal';
import type { ResourceTable } from '../resources';
import { readJournal } from './journal-file';
import { areNumberedAlike } from './numbering';
import { findRoute, findRouteFromBase, type Route } from './route';
import { StepReader, type StepReaderParts } from './step-reader';
import type { PatchPart, Update } from '../update-store';
import type { ReadText } from './update-files';
import { type Fetched, unavailable, type UpdateSource } from './update-source';

/** What the journal source is made with. */
export interface JournalSourceParts extends StepReaderParts {
  /** File name of the journal. */
  readonly journal: string;
  readonly readText: ReadText;
  readTextSync(path: string): string | undefined;
}

/** Reads updates from the output folder. */
export class JournalSource implements UpdateSource {
  readonly #parts: JournalSourceParts;
  readonly #reader: StepReader;
  readonly #path: string;
  #table: ResourceTable | undefined;
  /** Where the sources are, and what their modules are, as journals say that know the build of this process. */
  #own: Required<Pick<Journal, 'context' | 'names'>> | undefined;

  constructor(parts: JournalSourceParts) {
    this.#parts = parts;
    this.#reader = new StepReader(parts);
    this.#path = `${parts.outputFolder}/${parts.journal}`;
  }

  async fetch(build: string): Promise<Fetched> {
    try {
      return await this.#follow(build);
    } catch (error) {
      return unavailable('UPDATE_UNREADABLE', `An update could not be read: ${serializeError(error).message}`);
    }
  }

  fetchNow(build: string): Update | undefined {
    const journal = this.#readNow();
    if (journal === undefined) return undefined;
    const route = findRoute(journal, build);
    if (route.kind !== 'steps') return undefined;
    this.#noteOwn(journal);
    try {
      const update = this.#reader.readNow(route.steps, journal.build);
      return update && { ...update, patch: findPatchPart(route) };
    } catch {
      // It is read again soon, and then told of.
      return undefined;
    }
  }

  resources(): ResourceTable | undefined {
    if (this.#table !== undefined) return this.#table;
    const journal = this.#readNow();
    if (journal !== undefined) this.#remember(journal);
    return this.#table;
  }

  #readNow(): Journal | undefined {
    const text = this.#parts.readTextSync(this.#path);
    const parsed = text === undefined ? undefined : parseJournal(text);
    return parsed?.ok === true ? parsed.value : undefined;
  }

  async #follow(build: string): Promise<Fetched> {
    const parsed = await readJournal(this.#path, this.#parts.readText);
    if (parsed === undefined) return { kind: 'current' };
    if (!parsed.ok) {
      const remedy = 'it is left alone until the next build replaces it';
      return unavailable(
        'JOURNAL_INVALID',
        `The journal ${this.#path} cannot be used, for ${parsed.reason}; ${remedy}.`,
      );
    }
    const journal = parsed.value;
    const route = findRoute(journal, build);
    if (this.#isForeign(route, journal)) return { kind: 'lost', build: journal.build };
    this.#remember(journal);
    const fetched = await this.#take(route, journal);
    const detour = fetched.kind === 'unavailable' ? findRouteFromBase(journal) : undefined;
    if (detour?.kind !== 'base') return fetched;
    const other = await this.#take(detour, journal);
    return other.kind === 'update' ? other : fetched;
  }

  /**
   * Another project may have modules of the same names; what tells it apart is where its sources are. Another session may
   * have other modules of the same numbers; without names that are known to be ours there is nothing to tell it apart.
   */
  #isForeign({ kind }: Route, journal: Journal): boolean {
    if (kind === 'there' || kind === 'steps') {
      this.#noteOwn(journal);
      return false;
    }
    const { context, names = {} } = journal;
    if (this.#own === undefined) return Object.keys(names).length > 0;
    return this.#own.context !== context || !areNumberedAlike(this.#own.names, names);
  }

  #noteOwn({ context, names }: Journal): void {
    this.#own = { context, names: { ...this.#own?.names, ...names } };
  }

  async #take(route: Route, { build }: Journal): Promise<Fetched> {
    switch (route.kind) {
      case 'there':
        return { kind: 'current' };
      case 'steps':
        return markPatch(await this.#reader.read(route.steps, build), route);
      case 'base':
        return this.#reader.readFromBase(route.base, route.steps, build);
      case 'none':
        return { kind: 'lost', build };
      default:
        return route satisfies never;
    }
  }

  #remember({ context, resources }: Journal): void {
    this.#table = { context, resources, outputFolder: this.#parts.outputFolder };
  }
}

/** Tells code that is ahead of its build, and a build that contains what was ahead of it. */
function markPatch(fetched: Fetched, route: Extract<Route, { kind: 'steps' }>): Fetched {
  return fetched.kind === 'update'
    ? { kind: 'update', update: { ...fetched.update, patch: findPatchPart(route) } }
    : fetched;
}

function findPatchPart({ steps, replaces }: Extract<Route, { kind: 'steps' }>): PatchPart | undefined {
  if (steps.at(-1)?.patch !== true) return replaces ? 'confirmed' : undefined;
  return steps.every(({ patch }) => patch === true) ? 'ahead' : 'renewed';
}
