/** Says in a header who has answered. */

import type { Plugin } from 'graphql-yoga';

export function useServedBy(): Plugin {
  return {
    onResponse({ response }) {
      response.headers.set('x-served-by', 'bookshop');
    },
  };
}
