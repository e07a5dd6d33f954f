/** Knows the bookshop that all HTTP frameworks have as their example: its edits, its answers. */

import type { Server } from '../../support/server';
import type { Edit } from './edit';

/** One book, with a count of its readers that a module-level cache keeps. */
export const BOOK = '/books/1';

/** Matches every answer that is whole, whatever its version. */
export const WHOLE: RegExp =
  /^\{"id":1,"title":"The Left Hand of Darkness[^"]*","price":"\d+\.\d\d \w+","views":\d+\}$/;

export const SERVICE: Edit = {
  what: 'a service below the handler',
  file: 'src/services/pricing.ts',
  part: 'DISCOUNT = 0',
  replacement: (version) => `DISCOUNT = ${version}`,
  seen: (version) => ((1290 - version) / 100).toFixed(2),
};

const HANDLER: Edit = {
  what: 'a handler',
  file: 'src/routes/books.ts',
  part: 'id, title, price',
  replacement: (version) => `id, title: \`\${title}, edition ${version}\`, price`,
  seen: (version) => `The Left Hand of Darkness, edition ${version}"`,
};

const CONFIGURATION: Edit = {
  what: 'the configuration',
  file: 'src/config.ts',
  part: `currency: 'EUR'`,
  replacement: (version) => `currency: 'V${version}'`,
  seen: (version) => ` V${version}"`,
};

/** What an edit breaks. */
export type Failure = Pick<Edit, 'what' | 'file' | 'part'> & { readonly replacement: string };

/** What throws as soon as it is evaluated. */
export const BROKEN_SERVICE: Failure = {
  ...SERVICE,
  replacement: `DISCOUNT = fail(); function fail(): never { throw new Error('boom'); }`,
};

/** What a framework has besides what all have, or elsewhere. */
export interface Particulars {
  readonly middleware?: string;
  readonly failures?: readonly Failure[];
}

/** Every place that a reader may edit. */
export function editsOf({ middleware = 'src/middleware/served-by.ts' }: Particulars): readonly Edit[] {
  const servedBy: Edit = {
    what: 'middleware',
    file: middleware,
    part: `'bookshop'`,
    replacement: (version) => `'bookshop ${version}'`,
    seen: (version) => `bookshop ${version}:`,
  };
  return [HANDLER, SERVICE, servedBy, CONFIGURATION];
}

/** Asks for the book: who has answered, and what. */
export async function look({ port }: Server): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}${BOOK}`);
  return `${response.headers.get('x-served-by') ?? 'nobody'}: ${await response.text()}`;
}

/** What must be the same after any number of edits. */
export interface Health {
  readonly pid: number;
  readonly requestListeners: number;
  /** The sockets of servers and the timers that keep the process alive; connections come and go. */
  readonly resources: readonly string[];
}

export async function healthOf({ port }: Server): Promise<Health> {
  const response = await fetch(`http://127.0.0.1:${port}/health`);
  const { pid, requestListeners, resources } = (await response.json()) as Health;
  const lasting = resources.filter((name) => /^(TCPServerWrap|Timeout|Immediate)$/.test(name)).sort();
  return { pid, requestListeners, resources: lasting };
}

/** Sends a book, or what should be one; resolves to the status of the answer and its text. */
export async function post({ port }: Server, body: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`http://127.0.0.1:${port}/books`, { method: 'POST', headers, body });
  return `${response.status} ${await response.text()}`;
}
