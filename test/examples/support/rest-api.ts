/** Asks for books by paths and methods. */

import { ADDED, type Api } from './bookshop';
import { post } from './http-requests';

/** The API of the examples that are about routes. */
export const REST: Api = {
  book: '/books/1',
  whole: /^\{"id":1,"title":"The Left Hand of Darkness[^"]*","price":"\d+\.\d\d \w+","views":\d+\}$/,
  add: async (server) => {
    expect(await post(server, '/books', JSON.stringify(ADDED))).toMatchObject({ status: 201 });
  },
  added: async (server) => server.get('/books/3'),
  health: async (server) => JSON.parse(await server.get('/health')),
  answersMistakes: async (server) => {
    const wrong = await post(server, '/books', '{"title":""}');
    expect(wrong).toEqual({ status: 400, text: expect.stringContaining('That is not a book') });
    expect(await post(server, '/books', '{')).toMatchObject({ status: 400 });
    expect(await server.request('/books/99')).toMatchObject({ status: 404 });
    expect(await server.request('/nowhere')).toMatchObject({ status: 404 });
  },
};
