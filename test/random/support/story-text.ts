/** Puts a story into few words: what is as usual is left out. */

import type { Source, Sources } from './sources';

/** What is worded. */
interface Worded {
  readonly sources: Sources;
  readonly registrations: object;
  readonly steps: readonly object[];
}

const USUAL: Readonly<Record<string, string>> = {
  version: '0',
  format: '"esm"',
  awaits: 'false',
  imports: '[]',
  lazy: '[]',
  extra: 'false',
  failure: '"none"',
};
const USUAL_HOT: Readonly<Record<string, string>> = {
  self: '"nothing"',
  accepts: '{}',
  declines: '[]',
  dispose: '"none"',
};

/** Words a story. */
export function wordStory({ registrations, sources, steps }: Worded): string {
  const files = Object.entries(sources).map(([id, source]) => `${id} ${wordSource(source)}`);
  const told = steps.map((step) => JSON.stringify(step));
  return ['', ...files, JSON.stringify(registrations), ...told, ''].join('\n');
}

function wordSource(source: Partial<Source>): string {
  const { hot, ...rest } = source;
  const all = [...unusual(rest, USUAL), ...unusual(hot ?? {}, USUAL_HOT)];
  return `{ ${all.join(', ')} }`;
}

function unusual(values: object, usual: Readonly<Record<string, string>>): string[] {
  return Object.entries(values)
    .filter(([name, value]) => JSON.stringify(value) !== usual[name])
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
}
