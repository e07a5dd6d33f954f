/** Counts what becomes of edits, and tells it at debug level. */

import type { Compiler } from 'webpack';
import type { Patch } from '../patch';
import type { Mismatch } from '../patch-publisher';
import { sha256 } from '../sha256';
import type { LaneFailure, LaneResult } from './lane-result';
import type { LaneStatistics } from './statistics';
import { countLeft, statisticsOf } from './statistics';

/** The log of one compiler's lane. */
export class LaneLog {
  readonly #logger: ReturnType<Compiler['getInfrastructureLogger']>;
  readonly #statistics: LaneStatistics;

  constructor(compiler: Compiler) {
    this.#logger = compiler.getInfrastructureLogger('module-hot-reload');
    this.#statistics = statisticsOf(compiler);
  }

  /** @param ms - milliseconds since the file was reported */
  conclude(file: string, result: LaneResult, ms: number): void {
    const time = `after ${ms.toFixed(1)} ms`;
    if (result.ok) {
      this.#statistics.published += 1;
      this.#logger.debug(`fast lane: published ${file} ${time}`);
    } else {
      countLeft(this.#statistics, result.reason);
      this.#logger.debug(`fast lane: left ${file} to the build ${time}: ${result.reason} ${result.detail ?? ''}`);
    }
  }

  /** An event tells of a save that is taken care of already. */
  knownSave(): void {
    countLeft(this.#statistics, 'known');
  }

  /** @param work - what has thrown, other than an edit */
  thrown(work: string, { detail }: LaneFailure): void {
    this.#logger.debug(`fast lane: the ${work} has thrown: ${detail ?? ''}`);
  }

  /** @param isLeft - whether the file is left to the build from now on */
  mismatch({ built, patch, published }: Mismatch, isLeft: boolean): void {
    this.#statistics.mismatched += 1;
    const texts =
      built?.text === published
        ? 'a plugin changes modules or files when they are made'
        : `${sha256(published)} was published, ${sha256(built?.text ?? '')} was built`;
    const next = isLeft ? 'it is left to the build from now on' : 'files were saved meanwhile';
    this.#logger.debug(`fast lane: mismatch in ${patch.name}: ${texts}; ${next}`);
  }

  /** A build has an older text than is live: if it has the module at all, it is published with the next one. */
  notRenewed({ name }: Patch, { detail, reason }: LaneFailure): void {
    this.#logger.debug(`fast lane: ${name} is ahead of a build that waits for the next one: ${reason} ${detail ?? ''}`);
  }

  takenBack(patch: Patch): void {
    this.#logger.debug(`fast lane: took back ${patch.name}`);
  }
}
