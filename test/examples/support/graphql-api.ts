/** Asks for books by GraphQL. */

import type { Answer, Server } from '../../support/server';
import { ADDED, type Api } from './bookshop';
import { post } from './http-requests';

/** The API of the examples that are about GraphQL. */
export const GRAPHQL: Api = {
  book: urlOf('{ book(id: 1) { id title price views } __type(name: "Book") { description } }'),
  whole:
    /^\{"data":\{"book":\{"id":1,"title":"The Left Hand of Darkness[^"]*","price":"\d+\.\d\d \w+","views":\d+\},"__type":\{"description":"What we sell[^"]*"\}\}\}$/,
  add: async (server) => {
    expect((await addBook(server, ADDED.title, ADDED.cents)).text).toContain('"id":3');
  },
  added: async (server) => server.get(urlOf('{ book(id: 3) { title } }')),
  health: async (server) => {
    const text = await server.get(urlOf('{ health { pid listeners resources } }'));
    return (JSON.parse(text) as { data: { health: unknown } }).data.health;
  },
  answersMistakes: async (server) => {
    expect(await addBook(server, '', 1)).toMatchObject({ text: expect.stringContaining('That is not a book') });
    expect(await post(server, '/graphql', '{')).toMatchObject({ status: 400 });
    expect(await server.get(urlOf('{ book(id: 99) { title } }'))).toBe('{"data":{"book":null}}');
    expect(await server.request(urlOf('{ nothing }'))).toMatchObject({ text: expect.stringContaining('nothing') });
  },
};

/** Where the answer to a query is. */
function urlOf(query: string): string {
  return `/graphql?query=${encodeURIComponent(query)}`;
}

export async function addBook(server: Server, title: string, cents: number): Promise<Answer> {
  const query = 'mutation ($title: String!, $cents: Int!) { addBook(title: $title, cents: $cents) { id } }';
  return post(server, '/graphql', JSON.stringify({ query, variables: { title, cents } }));
}
