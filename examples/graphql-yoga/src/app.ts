/** Puts the application together. */

import { createSchema, createYoga } from 'graphql-yoga';

import type { Context } from './context';
import { useServedBy } from './plugins/served-by';
import * as books from './schema/books';
import * as health from './schema/health';

const schema = createSchema<Context>({
  typeDefs: [books.typeDefs, health.typeDefs],
  resolvers: [books.resolvers, health.resolvers],
});

export const yoga = createYoga<Context>({ schema, plugins: [useServedBy()] });
