/** Makes edits of an application, each with what the server says once the edit is live. */

import { HUB_FILE, helperFile, moduleFile } from './graph.mjs';
import { hubSource, moduleSource } from './sources.mjs';

export const EDIT_KINDS = ['leaf', 'hub', 'structural', 'again'];

/** The versions of the edited files of one application: every edit brings a value that was never there before. */
export class EditedSources {
  #graph;
  #count = 0;
  #hub = 0;
  #marker = 'm0';
  #extraHelper;

  constructor(graph) {
    this.#graph = graph;
  }

  /** What the server says about the newest version. */
  get expected() {
    const extra = this.#extraHelper === undefined ? '' : `+helper-${this.#extraHelper}`;
    return { marker: this.#marker + extra, sum: this.#hub * this.#graph.hubImporters };
  }

  /** Makes the next edit: which file gets which text, what the server says then, and what is saved shortly before. */
  next(kind) {
    if (kind === 'again') return { before: this.next('leaf'), ...this.next('leaf'), kind };
    this.#count++;
    if (kind === 'hub') {
      this.#hub = this.#count;
      return this.#edit(kind, HUB_FILE, hubSource(this.#hub));
    }
    this.#marker = `m${this.#count}`;
    if (kind === 'structural') this.#extraHelper = this.#extraHelper === undefined ? this.#unusedHelper() : undefined;
    return this.#edit(kind, moduleFile(this.#graph.leaf), this.#leafSource());
  }

  #edit(kind, file, text) {
    return { kind, file, text, expected: this.expected };
  }

  #leafSource() {
    const version = { marker: this.#marker, extraHelper: this.#extraHelper };
    return moduleSource(this.#graph, this.#graph.modules[this.#graph.leaf], version);
  }

  /** A helper that others import and the leaf does not. */
  #unusedHelper() {
    const { modules, leaf, helpers } = this.#graph;
    const id = (modules[leaf].helper + 1) % helpers;
    if (helperFile(id) === helperFile(modules[leaf].helper)) throw new Error('There must be two helpers.');
    return id;
  }
}
