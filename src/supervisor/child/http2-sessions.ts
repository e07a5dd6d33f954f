/** Owns what is known of the HTTP/2 sessions of all servers in this process. */

import type { ServerHttp2Session } from 'node:http2';
import type { Server } from 'node:net';

/** Sessions that are open. */
export class Http2Sessions {
  readonly #sessions = new Set<ServerHttp2Session>();

  /** Watches a server, whatever it speaks: only HTTP/2 has such an event. */
  watchServer(server: Server): void {
    server.prependListener('session', (session: ServerHttp2Session) => {
      this.#sessions.add(session);
      session.once('close', () => this.#sessions.delete(session));
    });
  }

  /** Tells every client to go elsewhere; resolves when its requests in flight are answered. */
  async drain(): Promise<void> {
    await Promise.all([...this.#sessions].map(closeGracefully));
  }
}

async function closeGracefully(session: ServerHttp2Session): Promise<void> {
  if (session.destroyed) return;
  await new Promise<void>((resolve) => {
    session.once('close', resolve);
    session.close();
  });
}
