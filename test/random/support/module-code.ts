/** Writes the code of random modules. */

import type { ModuleId } from '../../../runtime/protocol/identifiers';
import { asyncEsm, commonJs, createBinding, esm } from '../../support/fake-modules';
import type { FakeFactory } from '../../support/fake-webpack';
import { Code } from './instance-code';
import type { Laboratory } from './laboratory';
import { type BuiltModule, exportedNames, reexportOf, textOf } from './sources';

/** Writes each module once: what is the same must be the same code. */
export class Compiler {
  readonly #laboratory: Laboratory;
  readonly #written = new Map<string, FakeFactory>();

  constructor(laboratory: Laboratory) {
    this.#laboratory = laboratory;
  }

  compile(id: ModuleId, source: BuiltModule): FakeFactory {
    const key = `${String(id)} ${textOf(source)}`;
    const factory = this.#written.get(key) ?? write(id, source, this.#laboratory);
    this.#written.set(key, factory);
    return factory;
  }
}

function write(id: ModuleId, source: BuiltModule, laboratory: Laboratory): FakeFactory {
  const { format, imports, isAsync } = source;
  const names = exportedNames(source);
  if (isAsync) return writeAsync(id, source, laboratory);
  switch (format) {
    case 'esm':
      return esm(names, (own, require, module) => {
        const code = new Code(source, laboratory, module, require);
        code.defineReexports(own);
        code.run(own, () => {
          for (const dependency of imports) code.imported.set(dependency, require(dependency));
        });
      });
    case 'commonjs':
    case 'binding':
      return commonJs((exports, require, module) => {
        const code = new Code(source, laboratory, module, require);
        code.run(exports, () => {
          for (const dependency of imports) {
            const namespace = require(dependency);
            code.imported.set(dependency, namespace);
            if (format === 'binding') createBinding(exports, namespace, 'version', reexportOf(dependency));
          }
        });
      });
    case 'assigned':
      return (module, _exports, require) => {
        const own = {};
        new Code(source, laboratory, module, require).run(own, () => undefined);
        laboratory.assigned.add(own);
        module.exports = own;
      };
    default:
      return format satisfies never;
  }
}

function writeAsync(id: ModuleId, source: BuiltModule, laboratory: Laboratory): FakeFactory {
  return asyncEsm(exportedNames(source), source.imports, async (own, namespaces, module, require) => {
    const code = new Code(source, laboratory, module, require);
    source.imports.forEach((dependency, index) => code.imported.set(dependency, namespaces[index]));
    code.defineReexports(own);
    if (source.awaits) await laboratory.pause();
    if (source.failure === 'endless') await new Promise(() => undefined);
    code.run(own, () => undefined);
  });
}
