/** Puts the application together. */

import { createHTTPHandler } from '@trpc/server/adapters/standalone';

import { books } from './routers/books';
import { health } from './routers/health';
import { createContext, router } from './trpc';

const app = router({ books, health });

/**
 * What clients know of the application: `createTRPCClient<App>(…)`.
 *
 * @public
 */
export type App = typeof app;

export const handle = createHTTPHandler({ router: app, createContext });
