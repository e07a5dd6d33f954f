/** Imitates an output folder: a journal, update files and what goes wrong with them, all in memory. */

import type { ModuleFactory } from '../../runtime/host';
import type { ModuleId } from '../../runtime/protocol/identifiers';
import {
  type Journal,
  JOURNAL_FORMAT,
  type JournalBase,
  type JournalUpdate,
  type RuntimeUpdate,
} from '../../runtime/protocol/journal';
import { JournalSource } from '../../runtime/update-source/journal-source';
import type { UpdateScript } from '../../runtime/update-source/script-loader';
import type { FileFailure, FileText } from '../../runtime/update-source/update-files';
import type { Fetched } from '../../runtime/update-source/update-source';

type Update = Extract<Fetched, { kind: 'update' }>['update'];

/** The output folder: journal, update files, and which of them are read wrongly. */
export class FakeOutputFolder {
  text: string | undefined;
  readonly scripts: Map<string, UpdateScript> = new Map<string, UpdateScript>();
  readonly failures: Map<string, FileFailure> = new Map<string, FileFailure>();
  readonly verified: (readonly [string, string])[] = [];
  /** Whether its files can only be imported, which takes a while. */
  isModule = false;
  known: readonly ModuleId[] = [];
  entries: readonly ModuleId[] = [];
  wants: (module: ModuleId, chunk: ModuleId) => boolean = () => true;

  write(updates: readonly JournalUpdate[], base?: JournalBase, names?: Journal['names']): void {
    const resources = { 7: 'src/seven.ts' };
    const build = updates.at(-1)?.to ?? base?.to ?? 'b0';
    const journal: Journal = { format: JOURNAL_FORMAT, build, context: '..', resources, updates };
    this.text = JSON.stringify({ ...journal, base, names });
  }

  open(runtimeName = 'main'): JournalSource {
    return new JournalSource({
      outputFolder: '/app/dist',
      journal: '.hot.json',
      runtimeName,
      wants: (module, chunk) => this.wants(module, chunk),
      readText: async (path) => (path === '/app/dist/.hot.json' ? this.text : undefined),
      readTextSync: (path) => (path === '/app/dist/.hot.json' ? this.text : undefined),
      readVerified: async (path, sha256) => this.#verify(path, sha256),
      known: () => this.known,
      entries: () => this.entries,
      readVerifiedSync: (path, sha256) => this.#verify(path, sha256),
      scripts: {
        load: async (path) => this.#load(path),
        loadNow: (path) => (this.isModule ? undefined : this.#load(path)),
      },
    });
  }

  #load(path: string): UpdateScript {
    const script = this.scripts.get(path);
    if (script === undefined) throw new SyntaxError(`${path} has no code`);
    return script;
  }

  #verify(path: string, sha256: string): FileText {
    this.verified.push([path, sha256]);
    const code = this.failures.get(path);
    return code === undefined ? { ok: true, text: '' } : { ok: false, code };
  }
}

/** A step of the journal. */
export function step(
  from: string,
  to: string,
  runtimes: Readonly<Record<string, Partial<RuntimeUpdate>>>,
): JournalUpdate {
  const full = Object.entries(runtimes).map(
    ([name, update]) => [name, { chunks: {}, removedChunks: [], removedModules: [], ...update }] as const,
  );
  const files = full.flatMap(([, { chunks }]) =>
    Object.values(chunks).map((file) => [file, `hash of ${file}`] as const),
  );
  return { from, to, at: 0, runtimes: Object.fromEntries(full), files: Object.fromEntries(files) };
}

/** Code whose text is its name. */
export function code(name: string): ModuleFactory {
  return Object.assign(() => undefined, { toString: () => name });
}

/** The update that a source has for a build. */
export async function fetchUpdate(source: JournalSource, build: string): Promise<Update> {
  const fetched = await source.fetch(build);
  if (fetched.kind !== 'update') throw new Error(`It is ${JSON.stringify(fetched)}`);
  return fetched.update;
}

/** The texts of its factories. */
export function texts({ factories }: Update): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries([...factories].map(([id, factory]) => [String(id), factory && String(factory)]));
}
