/** Makes edits of an application, each with what the server says once the edit is live. */

import { HUB_FILE, helperFile, moduleFile } from './graph.mjs';
import { hubSource, moduleSource } from './sources.mjs';

export const EDIT_KINDS = ['leaf', 'hub', 'structural', 'again', 'together', 'mended'];

/** How many modules are saved together with the leaf. */
const COMPANIONS = 4;

/** The versions of the edited files of one application: every edit brings a value that was never there before. */
export class EditedSources {
  #graph;
  #count = 0;
  #hub = 0;
  #marker = 'm0';
  /** What each companion of the leaf adds to the sum. */
  #addend = 0;
  #extraHelper;

  constructor(graph) {
    this.#graph = graph;
  }

  /** What the server says about the newest version. */
  get expected() {
    const extra = this.#extraHelper === undefined ? '' : `+helper-${this.#extraHelper}`;
    return { marker: this.#marker + extra, sum: this.#hub * this.#graph.hubImporters + this.#addend * COMPANIONS };
  }

  /** Makes the next edit: which files get which text, what the server says then, and what is saved before. */
  next(kind) {
    if (kind === 'mended') return { broken: this.#broken(), ...this.next('leaf'), kind };
    if (kind === 'again') return { before: this.next('leaf'), ...this.next('leaf'), kind };
    this.#count++;
    if (kind === 'hub') {
      this.#hub = this.#count;
      return this.#edit(kind, [{ file: HUB_FILE, text: hubSource(this.#hub) }]);
    }
    this.#marker = `m${this.#count}`;
    if (kind === 'structural') this.#extraHelper = this.#extraHelper === undefined ? this.#unusedHelper() : undefined;
    if (kind === 'together') this.#addend = this.#count;
    return this.#edit(kind, [this.#leaf(), ...(kind === 'together' ? this.#companions() : [])]);
  }

  #edit(kind, files) {
    return { kind, files, expected: this.expected };
  }

  #leaf() {
    return { file: moduleFile(this.#graph.leaf), text: this.#leafSource() };
  }

  /** The leaf as it is, but for a line that does not compile. */
  #broken() {
    const { file, text } = this.#leaf();
    return { files: [{ file, text: `${text}export const broken = ;\n` }], expected: this.expected };
  }

  /** Modules that import others as little as the leaf does. */
  #companions() {
    const modules = this.#graph.modules.slice(-COMPANIONS);
    if (modules.some(({ id, children }) => id === this.#graph.leaf || children.length > 0))
      throw new Error('There must be more leaves.');
    const version = { addend: this.#addend };
    return modules.map((module) => ({ file: moduleFile(module.id), text: moduleSource(this.#graph, module, version) }));
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
