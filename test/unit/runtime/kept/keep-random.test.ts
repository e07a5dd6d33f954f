/** Edits modules that keep resources at random: what is open is always what the live modules keep, and never made anew. */

import fc from 'fast-check';

import { type FakeBundle, startBundle } from '../../../support/fake-bundle';
import type { FakeModule } from '../../../support/fake-hot';
import { asyncEsm, importing } from '../../../support/fake-modules';
import type { FakeFactory } from '../../../support/fake-webpack';
import { startReloader } from '../../../support/reloaders';
import { type Resource, Workshop } from './workshop';

const MODULES = ['./a', './b', './c'];
const KEYS = ['one', 'two', 'three', 'four', 'five'];

/** One save: where each key goes if the module there is saved, which modules are saved, and which of them fails. */
interface Step {
  /** For each key the module that wants it; 3 is nobody. */
  readonly homes: readonly number[];
  readonly saved: readonly boolean[];
  /** 3 and above are nobody. */
  readonly failing: number;
  readonly disposes: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  homes: fc.array(fc.nat(3), { minLength: 5, maxLength: 5 }),
  saved: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  failing: fc.nat(5),
  disposes: fc.boolean(),
});

/** Which module keeps which keys. */
type Homes = ReadonlyMap<string, readonly string[]>;

/** A key stays with a module that is not saved. */
function assign({ homes, saved }: Step, before: Homes): Homes {
  const held = new Set(MODULES.filter((_, index) => !saved[index]).flatMap((id) => before.get(id) ?? []));
  return new Map(
    MODULES.map((id, index) => [
      id,
      saved[index] ? KEYS.filter((key, at) => homes[at] === index && !held.has(key)) : (before.get(id) ?? []),
    ]),
  );
}

/** Whether modules wait, and which of them are registered. */
interface Setting {
  readonly later: boolean;
  readonly registered: readonly string[];
}

class Story {
  readonly workshop = new Workshop();
  readonly bundle: FakeBundle;
  readonly #later: boolean;
  readonly #code: Map<string, FakeFactory>;
  #homes: Homes = new Map();

  constructor({ later, registered }: Setting) {
    this.#later = later;
    this.#code = new Map(MODULES.map((id) => [id, this.#module([])]));
    this.bundle = startBundle({
      './main': importing('./app'),
      './app': later ? asyncEsm([], MODULES, () => undefined) : importing(...MODULES),
      ...Object.fromEntries(this.#code),
    });
    startReloader(registered);
  }

  async take(step: Step): Promise<void> {
    const next = assign(step, this.#homes);
    const before = this.#open();
    const saved = MODULES.filter((_, index) => step.saved[index]);
    const failing = saved.find((id) => id === MODULES[step.failing]);
    const edit = saved.map((id) => [id, this.#module(next.get(id) ?? [], step.disposes, id === failing)] as const);
    const { kind, warnings } = await this.bundle.edit(Object.fromEntries(edit));
    const expected = failing !== undefined ? 'rolled-back' : saved.length > 0 ? 'applied' : 'unchanged';
    expect([kind, warnings]).toEqual([expected, []]);
    if (failing === undefined) {
      for (const [id, factory] of edit) this.#code.set(id, factory);
      this.#homes = next;
    } else {
      this.#check(before);
      // What has failed would be tried again with the next save.
      await this.bundle.edit(Object.fromEntries(saved.map((id) => [id, this.#code.get(id)])));
    }
    this.#check(before);
  }

  #module(keys: readonly string[], disposes = false, fails = false): FakeFactory {
    const then = (module: FakeModule): void => {
      if (disposes) module.hot.dispose(() => undefined);
      if (fails) throw new Error('boom');
    };
    return this.#later ? this.workshop.keepingLater(keys, then) : this.workshop.keeping(keys, then);
  }

  #open(): ReadonlyMap<string, Resource> {
    return new Map(this.workshop.made.filter(({ closed }) => closed === 0).map((made) => [made.name, made]));
  }

  #check(before: ReadonlyMap<string, Resource>): void {
    const open = this.#open();
    const wanted = [...this.#homes.values()].flat().map((key) => JSON.stringify(key));
    expect([...this.workshop.open].sort()).toEqual(wanted.sort());
    expect(this.workshop.made.every(({ closed }) => closed <= 1)).toBe(true);
    for (const [name, resource] of open) expect(before.get(name) ?? resource).toBe(resource);
  }
}

test.each<Setting>([
  { later: false, registered: ['./app'] },
  { later: false, registered: MODULES },
  { later: false, registered: ['./app', './b'] },
  { later: true, registered: ['./app'] },
  { later: true, registered: MODULES },
])('$registered registered, later: $later', async (setting) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const story = new Story(setting);
      for (const each of steps) await story.take(each);
    }),
    { numRuns: 40 },
  );
});
