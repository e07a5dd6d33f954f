/** What a connection is busy with decides what becomes of it. */

import { type ConnectionView, decideFate, REQUEST_PAUSE } from '../../../../../src/supervisor/child/request-activity';

it.each<[string, ConnectionView, ReturnType<typeof decideFate>]>([
  ['a request in flight', { protocol: 'http', requests: 1, idleFor: 9_999 }, { kind: 'wait' }],
  ['just idle', { protocol: 'http', requests: 0, idleFor: 50 }, { kind: 'wait-for', time: REQUEST_PAUSE - 50 }],
  ['idle for long', { protocol: 'http', requests: 0, idleFor: REQUEST_PAUSE }, { kind: 'close' }],
  ['upgraded', { protocol: 'other', requests: 0, idleFor: 0 }, { kind: 'leave' }],
  ['a handshake', { protocol: 'handshake', requests: 0, idleFor: 0 }, { kind: 'wait-for', time: REQUEST_PAUSE }],
  ['a handshake long ago', { protocol: 'handshake', requests: 0, idleFor: REQUEST_PAUSE }, { kind: 'leave' }],
])('%s', (_what, view, expected) => {
  expect(decideFate(view)).toEqual(expected);
});
