/** Tests, over many random edits, that no transaction leaves anything behind or anything half done. */

import type { ModuleId } from '../../../runtime/protocol/identifiers';
import { type FakeBundle, startBundle } from '../../support/fake-bundle';
import { esm } from '../../support/fake-modules';
import type { FakeFactory } from '../../support/fake-webpack';
import { captureGraph, findLooseEnds } from '../../support/invariants';
import { type Random, createRandom } from '../../support/random';
import { startReloader } from '../../support/reloaders';

/** What a file says: its version, what it imports, whether it fails. */
interface FileContent {
  readonly version: number;
  readonly imports: readonly ModuleId[];
  readonly fails: boolean;
}

function write({ version, imports, fails }: FileContent): FakeFactory {
  return esm(['value', 'read'], (own, require) => {
    own['value'] = version;
    const imported = imports.map((id) => require(id));
    if (fails) throw new Error('boom');
    own['read'] = () => imported.map((exports) => exports.value);
  });
}

const MODULES: readonly string[] = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => `./${name}`);

/** An application whose files are edited at random; the entry imports `a` and `b`, `a` to `d` are registered. */
class Application {
  readonly bundle: FakeBundle;
  readonly files = new Map<string, FileContent>();
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = createRandom(seed);
    for (const id of MODULES) this.files.set(id, this.#content(id, 0, false));
    const modules = Object.fromEntries([...this.files].map(([id, content]) => [id, write(content)]));
    const main = write({ version: 0, imports: ['./a', './b'], fails: false });
    this.bundle = startBundle({ './main': main, ...modules });
    startReloader(['./a', './b', './c', './d']);
  }

  /** Edits one to three files; some edits fail, and some take the failures out again. */
  async edit(version: number, mayFail: boolean): Promise<string> {
    const edit: Record<string, FakeFactory> = {};
    if (this.#random(2) === 0) this.#fix(edit);
    for (let count = 1 + this.#random(3); count > 0; count -= 1) {
      const id = MODULES[this.#random(MODULES.length)] ?? './a';
      const content = this.#content(id, version, mayFail && this.#random(4) === 0);
      this.files.set(id, content);
      edit[id] = write(content);
    }
    return (await this.bundle.edit(edit)).kind;
  }

  /** Takes every failure out of the files. */
  async repair(version: number): Promise<string> {
    const edit: Record<string, FakeFactory> = {};
    for (const [id, content] of this.files) {
      const repaired = { ...content, version, fails: false };
      this.files.set(id, repaired);
      edit[id] = write(repaired);
    }
    return (await this.bundle.edit(edit)).kind;
  }

  #fix(edit: Record<string, FakeFactory>): void {
    for (const [id, content] of this.files) {
      if (!content.fails) continue;
      this.files.set(id, { ...content, fails: false });
      edit[id] = write({ ...content, fails: false });
    }
  }

  /** A module imports any others, itself and its importers among them: circles are part of it. */
  #content(id: string, version: number, fails: boolean): FileContent {
    const imports = MODULES.filter((other) => other !== './a' && other !== './b' && this.#random(4) === 0);
    return { version, fails, imports: id === './a' ? [...imports, './c'] : imports };
  }
}

/** The modules that can be reached from the entry. */
function reachable(bundle: FakeBundle): readonly string[] {
  const found = new Set(['./main']);
  for (const id of found) for (const child of bundle.instance(id).children) found.add(String(child));
  return [...found].sort();
}

describe.each(Array.from({ length: 8 }, (_, seed) => [seed]))('the edits of seed %i', (seed) => {
  it('leave a graph without loose ends, and fail as if nothing had happened', async () => {
    const application = new Application(seed);
    const { bundle } = application;
    const kinds = new Set<string>();
    for (let version = 1; version <= 20; version += 1) {
      const before = captureGraph(bundle);
      const kind = await application.edit(version, true);
      kinds.add(kind);
      expect(findLooseEnds(bundle)).toEqual([]);
      if (kind !== 'applied') expect(captureGraph(bundle)).toEqual(before);
    }
    expect([...kinds].sort()).toEqual(expect.arrayContaining(['applied', 'rolled-back']));
  });

  it('all go live once they are repaired, every importer with them', async () => {
    const application = new Application(seed);
    const { bundle, files } = application;
    for (let version = 1; version <= 10; version += 1) await application.edit(version, true);
    expect(['applied', 'unchanged']).toContain(await application.repair(99));
    expect(bundle.outcomes.at(-1)?.pending).toEqual([]);
    for (const id of reachable(bundle)) {
      const content = files.get(id);
      if (content === undefined) continue;
      expect([id, bundle.exports(id).value]).toEqual([id, 99]);
      expect([id, bundle.exports(id).read()]).toEqual([id, content.imports.map(() => 99)]);
    }
  });

  it('keep nothing of old generations: no instance, no factory, no exports object', async () => {
    const application = new Application(seed);
    const { bundle } = application;
    for (let version = 1; version <= 20; version += 1) await application.edit(version, false);
    const { children } = bundle.instance('./main');
    expect(children).toEqual(['./a', './b']);
    for (const id of Object.keys(bundle.require.c)) {
      const { parents, hot } = bundle.instance(id);
      expect(hot.active).toBe(true);
      for (const parent of parents) expect(bundle.require.c[parent]).toBeDefined();
    }
    const known = Object.keys(bundle.require.m).length;
    expect(known).toBe(MODULES.length + 2);
  });
});
