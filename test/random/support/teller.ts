/** Tells a story to a process, checking after each step what must hold. */

import type { ModuleId } from '../../../runtime/protocol/identifiers';
import type { Outcome } from '../../../runtime/protocol/outcome';
import { findLooseEnds } from '../../support/invariants';
import type { Change, Step, Story } from './arbitrary-application';
import { isRetold } from './model';
import { Process } from './process';
import { findLostStates, findTraces, takeSnapshot } from './snapshot';
import type { Source, Sources } from './sources';
import type { RandomExports } from './view';

/** Tells one story. */
export class Teller {
  readonly process: Process;
  /** The source files as they are now. */
  sources: Sources;
  readonly #story: Story;
  readonly #old: RandomExports['load'][] = [];
  #version = 0;

  constructor(story: Story) {
    this.#story = story;
    this.sources = story.sources;
    this.process = new Process(story.sources);
  }

  async tell(): Promise<void> {
    await this.process.start(this.#story.registrations);
    this.#expectNothingWrong('at the start', []);
    for (const [index, step] of this.#story.steps.entries()) await this.take(step, `step ${String(index)}`);
  }

  /** Takes one step. */
  async take(step: Step, name: string): Promise<readonly Outcome[]> {
    const before = takeSnapshot(this.process);
    const { generation } = this.process;
    const outcomes = await this.#take(step);
    const after = takeSnapshot(this.process);
    const told = outcomes.map(({ kind, pending }) => `${kind}, pending ${String(pending)}`).join(' and ');
    const here = `${name} (${step.kind}: ${told})`;
    const [outcome, another] = outcomes;
    const isOne = outcome !== undefined && another === undefined && !isRetold(generation, outcome);
    const traces = isOne ? [...findTraces(before, after, outcome), ...findLostStates(before, after)] : [];
    this.#expectNothingWrong(here, traces);
    return outcomes;
  }

  /** Saves files, and publishes the build they make. */
  save(changes: readonly Change[]): void {
    const edited = changes.map((change) => {
      this.#version += 1;
      return [change.id, this.#edit(change)] as const;
    });
    this.sources = { ...this.sources, ...Object.fromEntries(edited) };
    this.process.publish(this.sources);
  }

  async #take(step: Step): Promise<readonly Outcome[]> {
    const { process } = this;
    switch (step.kind) {
      case 'edit':
        return this.#saveAndRing(step);
      case 'reload':
        return [await process.settle(process.reload())];
      case 'reload-one': {
        const isThere = process.complete().includes(step.id);
        return isThere ? [await process.settle(process.reloadOne(step.id))] : [];
      }
      case 'bump':
        for (const id of this.#modules()) process.exportsOf(id).bump();
        return [];
      case 'load':
        for (const id of this.#modules()) {
          this.#old.push(process.exportsOf(id).load);
          await process.load(process.exportsOf(id).load);
        }
        return [];
      case 'load-old':
        for (const load of this.#old.splice(0)) await process.load(load);
        return [];
      default:
        return step satisfies never;
    }
  }

  async #saveAndRing({ builds, meanwhile }: Extract<Step, { kind: 'edit' }>): Promise<readonly Outcome[]> {
    const { process } = this;
    for (const id of this.#modules()) this.#old.push(process.exportsOf(id).load);
    for (const changes of builds) this.save(changes);
    let later: Promise<Outcome> | undefined;
    const first = await process.settle(process.ring(), () => {
      if (later !== undefined || meanwhile.length === 0) return;
      this.save(meanwhile);
      later = process.ring();
    });
    if (later === undefined) return [first];
    return [first, await process.settle(later)];
  }

  /** The modules of the application that can be talked to. */
  #modules(): readonly ModuleId[] {
    return this.process.complete();
  }

  #edit(change: Change): Source {
    const { id } = change;
    const old = this.sources[id];
    const first = this.#story.sources[id];
    if (old === undefined || first === undefined) throw new Error(`There is no ${String(id)}.`);
    switch (change.kind) {
      case 'rewrite':
        return { ...old, failure: 'none', ...change.parts, version: this.#version };
      case 'become':
        return change.source;
      case 'fix':
        return { ...old, failure: 'none', version: this.#version };
      case 'revert':
        return first;
      default:
        return change satisfies never;
    }
  }

  #expectNothingWrong(when: string, problems: readonly string[]): void {
    const ends = findLooseEnds(this.process.bundle);
    const all = [...problems, ...this.process.findProblems(), ...ends];
    if (all.length > 0) throw new Error([`${when}:`, ...new Set(all)].join('\n  '));
  }
}
