/** Tests which processes are taken for those that an application has started. */

import type { ProcessRecord } from '../../../../runtime/protocol/process-record';
import { belongsTo } from '../../../../src/processes/family';
import { record } from './records';

const APPLICATION = record({ pid: 10, parent: 1, supervised: true });
const CHILD = record({ pid: 20, parent: 10 });

it.each<[string, Partial<ProcessRecord>, boolean]>([
  ['the application', { pid: 10, parent: 1 }, true],
  ['its worker thread', { pid: 10, parent: 1, thread: 1 }, true],
  ['its child', { pid: 20, parent: 10 }, true],
  ['the worker thread of its child', { pid: 20, parent: 10, thread: 1 }, true],
  ['the child of its child', { pid: 30, parent: 20 }, true],
  ['what was started by hand', { pid: 30, parent: 5 }, false],
  ['what was started where numbers mean others', { pid: 30, parent: 10, host: 'web' }, false],
  ['what has ancestors in a circle', { pid: 40, parent: 41 }, false],
])('%s', (_, change, expected) => {
  const known = [APPLICATION, CHILD, record({ pid: 40, parent: 41 }), record({ pid: 41, parent: 40 })];
  expect(belongsTo(record(change), { pid: 10, host: 'box' }, known)).toBe(expected);
});
