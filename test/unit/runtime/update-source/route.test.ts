/** Tests the ways from a running build, or a patch on top of it, to the newest. */

import { JOURNAL_FORMAT, type Journal, type JournalUpdate } from '../../../../runtime/protocol/journal';
import { findRoute } from '../../../../runtime/update-source/route';

function update(from: string, to: string, more: Partial<JournalUpdate> = {}): JournalUpdate {
  return { from, to, at: 0, runtimes: {}, files: {}, ...more };
}

function journal(updates: readonly JournalUpdate[], build = updates.at(-1)?.to ?? ''): Journal {
  return { format: JOURNAL_FORMAT, build, context: '', resources: {}, updates };
}

const [FIRST, OVER, LAST] = [
  update('b0', 'b1'),
  update('b1', 'b2', { over: ['p1', 'p2'] }),
  update('b2', 'b3', { over: ['p3'] }),
];
const BUILT = journal([FIRST, OVER, LAST]);
const PATCHED = journal([FIRST, update('b1', 'p1', { patch: true }), update('p1', 'p2', { patch: true })]);

test.each([
  ['there', BUILT, 'b3', { kind: 'there' }],
  ['from a build', BUILT, 'b1', { kind: 'steps', steps: [OVER, LAST], replaces: false }],
  [
    'from the first of the patches that a step replaces',
    BUILT,
    'p1',
    { kind: 'steps', steps: [OVER, LAST], replaces: true },
  ],
  ['from the last of them', BUILT, 'p2', { kind: 'steps', steps: [OVER, LAST], replaces: true }],
  ['from a patch of a later build', BUILT, 'p3', { kind: 'steps', steps: [LAST], replaces: true }],
  ['from nowhere', BUILT, 'p4', { kind: 'none' }],
  ['from a build to a patch', PATCHED, 'b1', { kind: 'steps', steps: PATCHED.updates.slice(1), replaces: false }],
  ['from one patch to the next', PATCHED, 'p1', { kind: 'steps', steps: PATCHED.updates.slice(2), replaces: false }],
  ['at the last patch', PATCHED, 'p2', { kind: 'there' }],
])('%s', (_, published, build, route) => {
  expect(findRoute(published, build)).toEqual(route);
});
