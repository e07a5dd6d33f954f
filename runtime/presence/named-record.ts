/** Names the modules of a record as people know them: what an identifier stands for, only the process itself can tell. */

import type { ModuleId } from '../protocol/identifiers';
import type { Chain, Outcome, SerializedError } from '../protocol/outcome';
import type { ProcessRecord } from '../protocol/process-record';

type NameOf = (id: ModuleId) => ModuleId;

/**
 * Puts names in the place of identifiers that are numbers or hashes.
 *
 * @param nameOf - names a module
 */
export function nameModules(record: ProcessRecord, nameOf: NameOf): ProcessRecord {
  const { outcome, pending } = record;
  return { ...record, pending: pending.map(nameOf), ...(outcome && { outcome: nameOutcome(outcome, nameOf) }) };
}

function nameOutcome(outcome: Outcome, nameOf: NameOf): Outcome {
  const warnings = outcome.warnings.map((warning) => nameError(warning, nameOf));
  const named = { ...outcome, pending: outcome.pending.map(nameOf), warnings };
  switch (named.kind) {
    case 'unchanged':
      return named;
    case 'refused':
      return { ...named, refused: nameChains(named.refused, nameOf) };
    case 'applied': {
      const [modules, boundaries] = [named.modules.map(nameOf), named.boundaries.map(nameOf)];
      return { ...named, modules, boundaries, refused: nameChains(named.refused, nameOf) };
    }
    case 'rolled-back':
    case 'broken':
      return { ...named, modules: named.modules.map(nameOf), error: nameError(named.error, nameOf) };
    default:
      return named satisfies never;
  }
}

function nameChains(chains: readonly Chain[], nameOf: NameOf): readonly Chain[] {
  return chains.map((chain) => ({ ...chain, modules: chain.modules.map(nameOf) }));
}

function nameError(error: SerializedError, nameOf: NameOf): SerializedError {
  return error.moduleId === undefined ? error : { ...error, moduleId: nameOf(error.moduleId) };
}
