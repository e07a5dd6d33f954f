/** Writes modules as somebody edits them at random: the same seed gives the same edits. */

import { type Random, createRandom } from '../../support/random';

/** What can be said of the module that is edited. */
export interface LeafState {
  readonly value: number;
  readonly body: number;
  readonly comment: number;
  readonly typed: number;
  /** One bit for each of `IMPORTS`. */
  readonly imports: number;
  readonly exports: boolean;
  readonly stars: boolean;
  readonly awaits: boolean;
  readonly markup: number;
  readonly decorated: number;
  readonly literal: number;
  readonly boundary: number;
  readonly common: number;
}

/** One edit: which file gets which text, and how it is written. */
export interface Edit {
  readonly kind: EditKind;
  readonly file: 'leaf' | 'data' | 'common';
  readonly text: string;
}

const KINDS = [
  'value',
  'body',
  'comment',
  'types',
  'imports',
  'exports',
  'json',
  'decorators',
  'markup',
  'await',
  'syntax-error',
  'empty',
  'truncated',
  'rename-over',
  'literal',
  'boundary',
  'common',
] as const;

export type EditKind = (typeof KINDS)[number];

const FIRST: LeafState = {
  value: 1,
  body: 0,
  comment: 0,
  typed: 0,
  imports: 0,
  exports: false,
  stars: true,
  awaits: false,
  markup: 0,
  decorated: 0,
  literal: 0,
  boundary: 0,
  common: 0,
};

/** What a loader can read. */
export interface Dialect {
  readonly types: boolean;
}

/** Makes up edits, one after the other. */
export class Editor {
  readonly #dialect: Dialect;
  #state = FIRST;
  readonly #random: Random;

  constructor(seed: number, dialect: Dialect) {
    this.#random = createRandom(seed);
    this.#dialect = dialect;
  }

  /** The text that the module has now. */
  get leaf(): string {
    return writeLeaf(this.#state, this.#dialect);
  }

  /** The text that the CommonJS module has now. */
  get common(): string {
    return writeCommon(this.#state);
  }

  next(): Edit {
    const kind = KINDS[this.#random(KINDS.length)]!;
    const number = this.#random(1_000) + 2;
    this.#state = { ...this.#state, ...change(kind, number, this.#state) };
    if (kind === 'json') return { kind, file: 'data', text: JSON.stringify({ count: number }) };
    if (kind === 'common') return { kind, file: 'common', text: this.common };
    return { kind, file: 'leaf', text: spoil(kind, this.leaf, number) };
  }
}

function change(kind: EditKind, number: number, state: LeafState): Partial<LeafState> {
  switch (kind) {
    case 'value':
    case 'rename-over':
    case 'syntax-error':
    case 'empty':
    case 'truncated':
    case 'json':
      return { value: number };
    case 'body':
      return { body: number };
    case 'comment':
      return { comment: number };
    case 'types':
      return { typed: number };
    case 'imports':
      return { imports: state.imports ^ (1 << (number % IMPORTS.length)) };
    case 'exports':
      return { exports: !state.exports, stars: number % 4 === 0 };
    case 'await':
      return { awaits: !state.awaits, value: number };
    case 'markup':
      return { markup: number };
    case 'decorators':
      return { decorated: number };
    case 'literal':
      return { literal: number };
    case 'boundary':
      return { boundary: number };
    case 'common':
      return { common: number };
    default:
      return kind satisfies never;
  }
}

function spoil(kind: EditKind, text: string, number: number): string {
  if (kind === 'syntax-error') return `${text}\nexport const ;`;
  if (kind === 'empty') return '';
  return kind === 'truncated' ? text.slice(0, number % text.length) : text;
}

/** What can be imported besides, with how it is used; the first one is in the bundle as long as it is imported here. */
const IMPORTS = [
  [`import { other } from './other';`, 'other'],
  [`import { another as same } from './helper';`, 'same'],
  [`import common from './common';`, 'common.value'],
  [`import * as stars from './stars';`, 'Object.keys(stars).length'],
  [`import data from './data.json';`, 'data.count'],
  [`import './effect';`, '0'],
  [`import { join } from 'node:path';`, `join('a').length`],
] as const;

/** What a module can say of its boundary. */
const BOUNDARIES = [
  () => '',
  (value: number) => `if (module.hot) module.hot.accept('./helper', () => ${value});`,
  (value: number) =>
    `if (import.meta.webpackHot) import.meta.webpackHot.accept(['./helper', './common'], () => ${value});`,
  (value: number) => `console.log(${value}); if (module.hot) module.hot.accept('./helper');`,
];

const LITERALS = [
  (value: number) => `'${value}'`,
  (value: number) => `'a text that says ${value}'`,
  (value: number) => String(value),
  (value: number) => `\`${value}\``,
  (value: number) => `{ value: ${value} }`,
];

const choose = <T>(all: readonly T[], number: number): T => all[number % all.length]!;

function writeCommon({ common }: LeafState): string {
  return [
    `const { helper } = require('./helper');`,
    `exports.value = helper(${common});`,
    `exports.twice = () => exports.value * 2;`,
    `if (require.main === module) console.log(${common});`,
    common % 3 === 0 ? `exports.extra${common % 5} = require('./stars').stars;` : '',
    common % 4 === 0 ? `require('./effect');` : `if (module.hot) module.hot.accept('./helper', () => ${common});`,
  ].join('\n');
}

function writeLeaf(state: LeafState, { types }: Dialect): string {
  const type = (text: string): string => (types ? text : '');
  const imported = IMPORTS.filter((_, index) => (state.imports >> index) % 2 === 1);
  return [
    `import { helper } from './helper';`,
    state.stars ? `export * from './star';\nexport * from './stars';` : '',
    ...imported.map(([statement]) => statement),
    state.comment > 0 ? `/* ${'note\n'.repeat(state.comment % 4)}${state.comment} */` : '',
    type(`interface Shape${state.typed % 7} { readonly size${state.typed}: number }`),
    `export const value${type(': number')} = ${state.value};`,
    `const h = (...parts${type(': unknown[]')}) => parts;`,
    `export function compute(x${type(': number')})${type(': number')} {`,
    state.body % 2 === 0
      ? `  return helper(x) * ${state.body}${imported.map(([, use]) => ` + ${use}`).join('')};`
      : `  return [${state.body}].map((y) => helper(y) + x)[0]${type('!')};`,
    '}',
    types
      ? `export const view = <div title="${state.markup}">{value}{h(<br />)}</div>;`
      : `export const view = h(${state.markup});`,
    types && state.decorated % 2 === 1
      ? `const mark = (target${type(': any')}, _context${type(': any')}) => target;\n@mark\nexport class Marked { field = ${state.decorated}; }`
      : `export class Marked { field = ${state.decorated}; }`,
    choose(BOUNDARIES, Math.floor(state.boundary / 200))(state.boundary),
    `export default ${choose(LITERALS, state.literal)(state.literal)};`,
    state.exports ? `export const extra = ${state.value};` : '',
    state.awaits
      ? `export const settled = await Promise.resolve(${state.value});`
      : `export const settled = ${state.value};`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}
