/** What a kept socket is to a request decides whether it is used, released first, or left alone. */

import { readListenRequest, relate } from '../../../../../src/supervisor/child/listen-request';
import type { SocketName } from '../../../../../runtime/protocol/preload';

const KEPT: SocketName = { address: null, port: 3000, addressType: 4, flags: 0, boundPort: 3000, spareName: null };
const ANY: SocketName = { ...KEPT, port: 0, boundPort: 4711 };
const PATH: SocketName = { ...KEPT, address: '/a', port: -1, addressType: -1, boundPort: -1, spareName: '/b' };

it.each([
  ['the same port', KEPT, {}, 'same'],
  ['another port', KEPT, { port: 3001 }, 'none'],
  ['the same port of another host', KEPT, { address: '127.0.0.1' }, 'obstacle'],
  ['the same port of another family', KEPT, { address: '::1', addressType: 6 }, 'obstacle'],
  ['the same port with other flags', KEPT, { flags: 1 }, 'obstacle'],
  ['any port', KEPT, { port: 0 }, 'none'],
  ['any port again', ANY, { port: 0 }, 'same'],
  ['any port of another host', ANY, { port: 0, address: '127.0.0.1' }, 'none'],
  ['the port that was given for any', ANY, { port: 4711 }, 'same'],
  ['a port, not a path', PATH, {}, 'none'],
  ['the same path', PATH, { address: '/a', port: -1, addressType: -1 }, 'same'],
  ['another path', PATH, { address: '/c', port: -1, addressType: -1 }, 'none'],
] as const)('%s', (_what, kept, request, expected) => {
  const { address, port, addressType, flags } = { ...KEPT, ...request };
  expect(relate(kept, readListenRequest([address, port, addressType, undefined, undefined, flags]))).toBe(expected);
});
