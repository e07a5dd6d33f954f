/** Publishes the edit of a single module while webpack still waits for further edits. */

import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Compilation, Compiler } from 'webpack';
import type { JournalPublisher } from '../journal-publisher';
import type { Patch } from '../patch';
import type { PatchObserver } from '../patch-publisher';
import type { BuiltModule } from '../patch-settlement';
import { PLUGIN_NAME } from '../plugin-name';
import { toPosix } from '../module-resources';
import { findModule, placeOf } from './candidate';
import type { ReadNow } from './file-content';
import { readerFor } from './file-content';
import { FileIndex } from './file-index';
import { withholdSnapshots } from './fresh-module';
import { asModule } from './internals';
import { attempt, findCandidate, makePatch } from './lane-edit';
import type { LaneResult } from './lane-edit';
import { followChanges, listOtherChanges } from './other-changes';
import { renderOriginal } from './patch-code';
import { countLeft, statisticsOf } from './statistics';
import type { LaneStatistics } from './statistics';

type Logger = ReturnType<Compiler['getInfrastructureLogger']>;

/** An edit that was published ahead of its build. */
interface PublishedEdit {
  /** What a process names as its build that has taken it. */
  readonly id: string;
  /** The file, relative to the context of the compiler. */
  readonly file: string;
  /** Milliseconds since the epoch at which the watcher told of it. */
  readonly at: number;
}

/**
 * Opens the fast lane of a compiler that watches. Whatever happens in it, webpack's own build follows.
 *
 * @param compiler - the compiler whose files are edited
 * @param publisher - publishes its builds
 * @param onPublished - called with every edit that was published ahead of its build
 */
export function openFastLane(
  compiler: Compiler,
  publisher: JournalPublisher,
  onPublished: (edit: PublishedEdit) => void,
): void {
  const lane = new FastLane(compiler, publisher, onPublished);
  withholdSnapshots(compiler);
  publisher.patches.observe(lane);
  compiler.hooks.done.tapPromise(PLUGIN_NAME, async ({ compilation }) => lane.enter(compilation));
  compiler.hooks.failed.tap(PLUGIN_NAME, () => void lane.withdraw());
  compiler.hooks.invalid.tap(PLUGIN_NAME, (file) => {
    if (file === null) return;
    followChanges(compiler, (next) => lane.take(next));
    lane.take(file);
  });
}

class FastLane implements PatchObserver {
  readonly #compiler: Compiler;
  readonly #publisher: JournalPublisher;
  readonly #logger: Logger;
  readonly #index = new FileIndex();
  readonly #read: ReadNow;
  readonly #statistics: LaneStatistics;
  readonly #onPublished: (edit: PublishedEdit) => void;
  #last: Compilation | undefined;

  constructor(compiler: Compiler, publisher: JournalPublisher, onPublished: (edit: PublishedEdit) => void) {
    this.#compiler = compiler;
    this.#publisher = publisher;
    this.#onPublished = onPublished;
    this.#logger = compiler.getInfrastructureLogger('module-hot-reload');
    this.#read = readerFor(compiler);
    this.#statistics = statisticsOf(compiler);
  }

  /** A build is finished; edits are compared with it from now on. */
  async enter(compilation: Compilation): Promise<void> {
    this.#last = compilation;
    setImmediate(() => {
      if (this.#last === compilation) this.#index.prepare(compilation);
    });
    if (compilation.getStats().hasErrors()) await this.withdraw();
  }

  /** A build has failed, perhaps before it would have been published. */
  async withdraw(): Promise<void> {
    if (this.#last !== undefined) await this.#publisher.withdrawPatches(this.#last);
  }

  /** A file was saved. */
  take(file: string): void {
    const start = performance.now();
    const conclude = (result: LaneResult): void => this.#conclude(file, result, performance.now() - start);
    const compilation = this.#last;
    if (compilation === undefined || this.#publisher.patchable !== compilation.hash) {
      conclude({ ok: false, reason: 'not-published' });
      return;
    }
    try {
      const found = findCandidate(compilation, this.#index, file);
      if (!found.ok) conclude(found);
      else {
        makePatch(found.candidate, file, this.#read, (made) => {
          conclude(made.ok ? attempt(() => this.#publish(compilation, file, made.patch)) : made);
        });
      }
    } catch (error) {
      conclude({ ok: false, reason: 'thrown', detail: String(error) });
    }
  }

  look(compilation: Compilation, identifier: string): BuiltModule | undefined {
    const module = findModule(compilation, identifier);
    if (module === undefined) return undefined;
    const place = placeOf(compilation, module);
    return {
      text: renderOriginal(compilation, module, place)?.text,
      hashes: place.runtimes.map((runtime) => compilation.chunkGraph.getModuleHash(asModule(module), runtime)),
    };
  }

  onMismatch(patch: Patch, published: string, built: BuiltModule | undefined): void {
    this.#statistics.mismatched += 1;
    const texts = `${digest(published)} was published, ${digest(built?.text ?? '')} was built`;
    this.#logger.debug(`fast lane: mismatch in ${patch.name}: ${texts}`);
  }

  onTakenBack(patch: Patch): void {
    this.#logger.debug(`fast lane: took back ${patch.name}`);
  }

  #publish(compilation: Compilation, file: string, patch: Patch): LaneResult {
    const others = listOtherChanges(this.#compiler, compilation, file);
    if (others.length > 0) return { ok: false, reason: 'other-changes', detail: others.join() };
    const answer = compilation === this.#last ? this.#publisher.publishPatch(compilation, patch) : 'overtaken';
    return answer === 'published' ? { ok: true, patch } : { ok: false, reason: answer };
  }

  #announce(file: string, at: number): void {
    this.#onPublished({ id: this.#publisher.newest, file: toPosix(path.relative(this.#compiler.context, file)), at });
  }

  #conclude(file: string, result: LaneResult, ms: number): void {
    const time = `after ${ms.toFixed(1)} ms`;
    if (result.ok) {
      this.#statistics.published += 1;
      this.#announce(file, Date.now() - ms);
      this.#logger.debug(`fast lane: published ${file} ${time}`);
    } else {
      countLeft(this.#statistics, result.reason);
      this.#logger.debug(`fast lane: left ${file} to the build ${time}: ${result.reason} ${result.detail ?? ''}`);
    }
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
