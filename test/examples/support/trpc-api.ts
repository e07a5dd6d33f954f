/** Asks for books by tRPC. */

import { ADDED, type Api } from './bookshop';
import { post } from './http-requests';

/** The API of the example that is about tRPC. */
export const TRPC: Api = {
  book: '/books.byId?input=1',
  whole:
    /^\{"result":\{"data":\{"id":1,"title":"The Left Hand of Darkness[^"]*","price":"\d+\.\d\d \w+","views":\d+\}\}\}$/,
  add: async (server) => {
    expect(await post(server, '/books.add', JSON.stringify(ADDED))).toMatchObject({ status: 200 });
  },
  added: async (server) => server.get('/books.byId?input=3'),
  health: async (server) => (JSON.parse(await server.get('/health')) as { result: { data: unknown } }).result.data,
  answersMistakes: async (server) => {
    expect(await post(server, '/books.add', '{"title":""}')).toMatchObject({ status: 400 });
    expect(await post(server, '/books.add', '{')).toMatchObject({ status: 400 });
    expect(await server.request('/books.byId?input=99')).toMatchObject({ status: 404 });
    expect(await server.request('/nowhere')).toMatchObject({ status: 404 });
  },
};
