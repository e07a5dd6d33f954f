/** Decides how a request to listen and a kept socket relate. */

import type { SocketName } from '../../../runtime/protocol/preload';
import type { ListenArguments } from './node-internals';

/** What a server wants to listen on. */
export type ListenRequest = Omit<SocketName, 'boundPort' | 'spareName'>;

/** `same`: the kept socket is what is asked for. `obstacle`: it is not, and is in the way. */
export type Relation = 'same' | 'obstacle' | 'none';

/** Reads the arguments of `listen`, as Node.js has normalized them. */
export function readListenRequest([address, port, addressType, , , flags]: ListenArguments): ListenRequest {
  return { address, port: port ?? -1, addressType: addressType ?? -1, flags: flags ?? 0 };
}

/** Says what a kept socket, on which nobody listens, is to a request. */
export function relate(kept: SocketName, request: ListenRequest): Relation {
  const isAlike =
    kept.address === request.address && kept.addressType === request.addressType && kept.flags === request.flags;
  // Whoever has asked for any port may know by now which one that is.
  if (isAlike && (request.port === kept.port || request.port === kept.boundPort)) return 'same';
  // Other addresses of the same port may overlap: what is listened on for every host is taken for each of them.
  return request.port > 0 && request.port === kept.boundPort ? 'obstacle' : 'none';
}
