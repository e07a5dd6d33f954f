/** Makes resources that remember what became of them, and modules that keep them. */

import type { KeepKey } from '../../../../runtime/api';
import { keep } from '../../../../runtime/keep';
import type { FakeModule } from '../../../support/fake-hot';
import { asyncEsm, esm } from '../../../support/fake-modules';
import type { FakeFactory } from '../../../support/fake-webpack';

/** Something that was opened and may have been closed. */
export interface Resource {
  readonly name: string;
  closed: number;
}

/** Everything that was made in one test. */
export class Workshop {
  readonly made: Resource[] = [];
  /** What happened, in order. */
  readonly events: string[] = [];
  /** What closing returns, where a test wants to say. */
  onClose: (resource: Resource) => unknown = () => undefined;

  /** The resources that are open. */
  get open(): readonly string[] {
    return this.made.filter(({ closed }) => closed === 0).map(({ name }) => name);
  }

  make(name: string): Resource {
    const resource = { name, closed: 0 };
    this.made.push(resource);
    this.events.push(`${name} opened`);
    return resource;
  }

  close(resource: Resource): unknown {
    resource.closed += 1;
    this.events.push(`${resource.name} closed`);
    return this.onClose(resource);
  }

  /** Keeps a resource that is named after its key. */
  keep(key: KeepKey): Resource {
    return keep(
      key,
      () => this.make(JSON.stringify(key)),
      (resource) => this.close(resource),
    );
  }

  /** A module that exports the resources it keeps as `value`, and does something else before it is through. */
  keeping(keys: readonly KeepKey[], then: (module: FakeModule) => void = () => undefined): FakeFactory {
    return esm(['value'], (own, _, module) => {
      own['value'] = keys.map((key) => this.keep(key));
      then(module);
    });
  }

  /** The same, which waits before and after it keeps them, and for each of them. */
  keepingLater(keys: readonly KeepKey[], then: (module: FakeModule) => unknown = () => undefined): FakeFactory {
    return asyncEsm(['value'], [], async (own, _, module) => {
      await Promise.resolve();
      const values: Resource[] = [];
      for (const key of keys) {
        const make = async (): Promise<Resource> => Promise.resolve(this.make(JSON.stringify(key)));
        values.push(await keep(key, make, (resource) => this.close(resource)));
      }
      own['value'] = values;
      await then(module);
    });
  }
}
