/** Is the code that each instance of a random module runs. */

import { isThenable } from '../../../runtime/host';
import type { ModuleId } from '../../../runtime/protocol/identifiers';
import type { FakeModule } from '../../support/fake-hot';
import type { FakeRequire } from '../../support/fake-webpack';
import type { Laboratory } from './laboratory';
import { type BuiltModule, reexportOf } from './sources';
import { look, type RandomExports, type Seen } from './view';

/** One evaluation of a module. */
export class Code {
  readonly imported: Map<ModuleId, unknown> = new Map<ModuleId, unknown>();
  readonly #loaded = new Map<ModuleId, unknown>();
  readonly #source: BuiltModule;
  readonly #laboratory: Laboratory;
  readonly #module: FakeModule;
  readonly #require: FakeRequire;
  #state = 0;

  constructor(source: BuiltModule, laboratory: Laboratory, module: FakeModule, require: FakeRequire) {
    this.#source = source;
    this.#laboratory = laboratory;
    this.#module = module;
    this.#require = require;
  }

  /** Exports the versions of imported modules as `export { … as … } from` does. */
  defineReexports(own: object): void {
    for (const id of this.#source.imports) {
      Object.defineProperty(own, reexportOf(id), {
        get: () => (this.imported.get(id) as RandomExports | undefined)?.version,
      });
    }
  }

  run(own: object, requireImports: () => void): void {
    const { extra, failure, version } = this.#source;
    const token = this.#laboratory.nextToken();
    if (failure === 'throws-first') throw new Error('throws first');
    requireImports();
    this.#state = Number(this.#module.hot.data?.['state'] ?? 0);
    const exports: RandomExports = {
      version,
      token,
      state: () => this.#state,
      bump: () => void (this.#state += 1),
      show: (seen) => ({ imported: this.#show(this.imported, seen), loaded: this.#show(this.#loaded, seen) }),
      load: () => this.#load(),
      ...(extra ? { extra: `of ${String(version)}` } : {}),
      ...(failure === 'poison' ? { poison: true } : {}),
    };
    Object.assign(own, exports);
    this.#useHot();
    if (failure === 'throws-last' || failure === 'rejects') throw new Error('throws last');
    this.#laboratory.complete.add(this.#module);
  }

  #show(namespaces: ReadonlyMap<ModuleId, unknown>, seen: Set<ModuleId>): ReadonlyMap<ModuleId, Seen> {
    return new Map([...namespaces].map(([id, namespace]) => [id, this.#look(id, namespace, seen)]));
  }

  #look(id: ModuleId, namespace: unknown, seen: Set<ModuleId>): Seen {
    const isValue = this.#laboratory.assigned.has(namespace as object);
    if (isValue && this.#laboratory.currentExports(id) !== namespace) return { kind: 'value' };
    return look(id, namespace as RandomExports, seen);
  }

  async #load(): Promise<void> {
    for (const id of this.#source.lazy) this.#loaded.set(id, await this.#require<unknown>(id));
  }

  #useHot(): void {
    const { hot } = this.#module;
    const { accepts, declines, dispose, self } = this.#source.hot;
    const { imports } = this.#source;
    if (self === 'accepts') hot.accept();
    if (self === 'handles') hot.accept(() => this.#laboratory.takeError());
    if (self === 'declines') hot.decline();
    for (const id of declines) if (imports.includes(id)) hot.decline(id);
    for (const id of imports) {
      const acceptance = accepts[id];
      if (acceptance === undefined) continue;
      const onError = acceptance === 'handled' ? (): void => this.#laboratory.takeError() : undefined;
      hot.accept(id, () => this.#importAgain(id, acceptance === 'async'), onError);
    }
    if (dispose !== 'none') hot.dispose((data) => this.#dispose(data as Record<string, unknown>));
  }

  /** Webpack's accept wrapper imports the module anew before the callback (HarmonyAcceptDependency). */
  #importAgain(id: ModuleId, takesTime: boolean): unknown {
    const namespace = this.#require<unknown>(id);
    const take = (ready: unknown): unknown => {
      this.imported.set(id, ready);
      const judge = (): void => {
        if ((ready as RandomExports).poison === true) throw new Error('poisoned');
      };
      if (takesTime) return this.#laboratory.pause().then(judge);
      judge();
      return undefined;
    };
    return isThenable(namespace) ? namespace.then(take) : take(namespace);
  }

  #dispose(data: Record<string, unknown>): unknown {
    data['state'] = this.#state;
    const { dispose } = this.#source.hot;
    switch (dispose) {
      case 'none':
      case 'sync':
        return undefined;
      case 'throwing':
        throw new Error('cannot be disposed');
      case 'async':
        return this.#laboratory.pause();
      case 'rejecting':
        return this.#laboratory.pause().then(() => {
          throw new Error('cannot be disposed');
        });
      case 'endless':
        return new Promise(() => undefined);
      default:
        return dispose satisfies never;
    }
  }
}
