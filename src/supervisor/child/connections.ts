/** Owns what is known of the connections of all servers in this process. */

import diagnostics from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import type { Server, Socket } from 'node:net';
import type { ConnectionView } from './request-activity';

/** A socket, with what Node.js keeps there. */
interface ServerSocket extends Socket {
  /** Reads HTTP/1; gone after an upgrade (lib/_http_server.js). */
  readonly parser?: object | null;
  readonly server?: { listenerCount(event: string): number };
}

/** A response, with the text that its header is sent as. */
interface SentResponse extends ServerResponse {
  readonly _header?: string | null;
}

interface Connection {
  lastActive: number;
  readonly responses: Set<SentResponse>;
}

/** Connections, and the requests in flight on them. */
export class Connections {
  readonly #connections = new Map<ServerSocket, Connection>();
  #onChange: () => void = () => undefined;
  #isClosing = false;

  /** Starts to watch. Applications may remove the listeners of their servers, but not those of a channel. */
  watch(): void {
    diagnostics.subscribe('net.server.socket', (message) => void this.add((message as { socket: Socket }).socket));
    diagnostics.subscribe('http.server.request.start', (message) => {
      const { socket, response } = message as { socket: Socket; response: ServerResponse };
      this.#follow(this.add(socket), response);
    });
  }

  /** Watches what has no channel: connections that have become encrypted. */
  watchServer(server: Server): void {
    server.prependListener('secureConnection', (socket: Socket) => void this.add(socket));
  }

  /** Follows a connection until its end. */
  add(socket: Socket): Connection {
    const known = this.#connections.get(socket);
    if (known) return known;
    const connection = { lastActive: performance.now(), responses: new Set<SentResponse>() };
    this.#connections.set(socket, connection);
    socket.once('close', () => {
      this.#connections.delete(socket);
      this.#onChange();
    });
    return connection;
  }

  /** From now on the answer to a request is the last one on its connection. */
  closeAfterResponses(): void {
    this.#isClosing = true;
    for (const { responses } of this.#connections.values()) for (const response of responses) makeLast(response);
  }

  /** Calls the latest listener, and no other, when a request is answered or a connection has ended. */
  onChange(listener: () => void): void {
    this.#onChange = listener;
  }

  /** Shows all of them. */
  view(): (readonly [Socket, ConnectionView])[] {
    return [...this.#connections].map(([socket, { lastActive, responses }]) => {
      const requests = [...responses].filter((response) => !isEndless(response)).length;
      const protocol = responses.size > requests ? 'other' : protocolOf(socket);
      return [socket, { protocol, requests, idleFor: performance.now() - lastActive }];
    });
  }

  #follow(connection: Connection, response: ServerResponse): void {
    connection.responses.add(response);
    if (this.#isClosing) makeLast(response);
    response.once('close', () => {
      connection.responses.delete(response);
      connection.lastActive = performance.now();
      this.#onChange();
    });
  }
}

/** Makes Node.js answer with `Connection: close`; what is on its way already cannot be changed. */
function makeLast(response: ServerResponse): void {
  if (!response.headersSent) response.shouldKeepAlive = false;
}

/** A stream of events ends when its process does, never before. */
function isEndless(response: SentResponse): boolean {
  return /^content-type: *text\/event-stream/im.test(response._header ?? '');
}

function protocolOf(socket: ServerSocket): ConnectionView['protocol'] {
  if (socket.parser) return 'http';
  const isEncrypted = 'encrypted' in socket;
  return !isEncrypted && (socket.server?.listenerCount('secureConnection') ?? 0) > 0 ? 'handshake' : 'other';
}
