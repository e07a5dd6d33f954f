/** Writes the TypeScript of the generated modules. */

import { HUB_FILE, helperFile, moduleFile } from './graph.mjs';

/**
 * All generated sources in their first version, as pairs of file and text.
 *
 * @param {ReturnType<import('./graph.mjs').createGraph>} graph - what imports what
 */
export function* generateSources(graph) {
  yield [HUB_FILE, hubSource(0)];
  for (let id = 0; id < graph.helpers; id++) yield [helperFile(id), helperSource(id)];
  for (const module of graph.modules) yield [moduleFile(module.id), moduleSource(graph, module)];
}

export const hubSource = (value) => `/** What half of the application depends on. */

export interface Settings {
  readonly base: number;
  readonly locale: string;
}

export const settings: Settings = { base: ${value}, locale: 'en' };
export const base: number = settings.base;
`;

const helperSource = (id) => `/** Small functions that some twenty modules share. */

export interface Labelled {
  readonly id: number;
  readonly label: string;
}

export const name: string = 'helper-${id}';

export function describe<T extends Labelled>(item: T): string {
  return \`\${name}: \${item.label} (\${String(item.id)})\`;
}
`;

/** An inner module passes on the marker of its first child and the sum of all; a leaf has a marker of its own. */
export function moduleSource(graph, module, { marker = 'm0', extraHelper, addend } = {}) {
  const { id, children, helper, importsHub } = module;
  const imports = [`import { describe, type Labelled } from '../${helperFile(helper)}';`];
  if (importsHub) imports.push(`import { base } from '../${HUB_FILE}';`);
  if (extraHelper !== undefined) imports.push(`import { name as extra } from '../${helperFile(extraHelper)}';`);
  for (const child of children) imports.push(`import * as module${child} from '../${moduleFile(child)}';`);
  const summands = [importsHub ? 'base' : '0', ...children.map((child) => `module${child}.sum`)];
  if (addend !== undefined) summands.push(String(addend));
  const ownMarker = extraHelper === undefined ? `'${marker}'` : `'${marker}+' + extra`;
  return `${imports.join('\n')}

interface Item extends Labelled {
  readonly tags: readonly string[];
}

const items: readonly Item[] = [
  { id: ${id}, label: 'item ${id}', tags: ['a', 'b'] },
  { id: ${id + 1}, label: 'item ${id + 1}', tags: ['c'] },
];

export function find(id: number): Item | undefined {
  return items.find((item) => item.id === id);
}

export class Catalogue${id} {
  readonly #known: Map<number, Item> = new Map(items.map((item) => [item.id, item]));

  list(tag?: string): string[] {
    const chosen = [...this.#known.values()].filter((item) => tag === undefined || item.tags.includes(tag));
    return chosen.map((item) => describe(item));
  }
}

export const marker: string = ${children.length === 0 ? ownMarker : `module${children[0]}.marker`};
export const sum: number = ${summands.join(' + ')};
`;
}
