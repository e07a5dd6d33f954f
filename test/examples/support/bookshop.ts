/** Knows the bookshop that all HTTP frameworks have as their example: the places where it is edited, and what it answers. */

import type { Server } from '../../support/server';
import type { Edit } from './edit';

/** One way to ask for books. */
export interface Api {
  /** Where the first book is; a module-level cache counts how often it was asked for. */
  readonly book: string;
  /** Matches every answer that is whole, whatever its version. */
  readonly whole: RegExp;
  /** Adds the book that is `ADDED`. */
  add(server: Server): Promise<void>;
  /** The text of the answer with the book that was added. */
  added(server: Server): Promise<string>;
  /** What the process tells of itself. */
  health(server: Server): Promise<unknown>;
  /** Sees to it that requests with mistakes are answered as such. */
  answersMistakes(server: Server): Promise<void>;
}

/** A book that is added before the first edit. */
export const ADDED = { title: 'Roadside Picnic', cents: 890 };

/** What an edit breaks. */
export type Failure = Pick<Edit, 'what' | 'file' | 'part'> & {
  readonly replacement: string;
  /** What is told of it. */
  readonly error: string;
};

/** What a framework has in a place of its own, or more than the others. */
export interface Particulars {
  readonly api: Api;
  readonly handler?: string;
  readonly middleware?: string;
  readonly edits?: readonly Edit[];
  readonly failures?: readonly Failure[];
}

export const SERVICE: Edit = {
  what: 'a service below the handler',
  file: 'src/services/pricing.ts',
  part: 'DISCOUNT = 0',
  replacement: (version) => `DISCOUNT = ${version}`,
  seen: (version) => ((1290 - version) / 100).toFixed(2),
};

const CONFIGURATION: Edit = {
  what: 'the configuration',
  file: 'src/config.ts',
  part: `currency: 'EUR'`,
  replacement: (version) => `currency: 'V${version}'`,
  seen: (version) => ` V${version}"`,
};

const BROKEN_SERVICE: Failure = {
  ...SERVICE,
  replacement: `DISCOUNT = fail(); function fail(): never { throw new Error('boom'); }`,
  error: 'boom',
};

/** Every place that a reader may edit. */
export function editsOf({ handler, middleware, edits = [] }: Particulars): readonly Edit[] {
  const present: Edit = {
    what: 'a handler',
    file: handler ?? 'src/routes/books.ts',
    part: 'id, title, price',
    replacement: (version) => `id, title: \`\${title}, edition ${version}\`, price`,
    seen: (version) => `The Left Hand of Darkness, edition ${version}"`,
  };
  const servedBy: Edit = {
    what: 'middleware',
    file: middleware ?? 'src/middleware/served-by.ts',
    part: `'bookshop'`,
    replacement: (version) => `'bookshop ${version}'`,
    seen: (version) => `bookshop ${version}:`,
  };
  return [present, SERVICE, servedBy, CONFIGURATION, ...edits];
}

/** Every edit that fails when it is evaluated. */
export function failuresOf({ failures = [] }: Particulars): readonly Failure[] {
  return [BROKEN_SERVICE, ...failures];
}
