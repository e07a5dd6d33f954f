/** How the process is doing. */

import type { Server } from 'node:http';
import type { Socket } from 'node:net';

import type { Context } from '../context';

export const typeDefs = /* GraphQL */ `
  type Health {
    pid: Int!
    uptime: Float!
    listeners: Int!
    resources: [String!]!
  }

  extend type Query {
    health: Health!
  }
`;

export const resolvers = {
  Query: {
    health: (_root: unknown, _args: unknown, { req }: Context) => {
      const { server } = req.socket as Socket & { server: Server };
      return {
        pid: process.pid,
        uptime: process.uptime(),
        listeners: server.listenerCount('request'),
        resources: process.getActiveResourcesInfo(),
      };
    },
  },
};
