/** /books */

import type { FastifyPluginAsync } from 'fastify';

import { remember } from '../services/cache';
import { type Book, addBook, findBook, listBooks } from '../services/catalogue';
import { formatPrice } from '../services/pricing';

const newBook = {
  type: 'object',
  required: ['title', 'cents'],
  properties: { title: { type: 'string', minLength: 1 }, cents: { type: 'integer', minimum: 1 } },
};

export const books: FastifyPluginAsync = async (app) => {
  app.get('/', async () => listBooks().map(present));

  app.get<{ Params: { id: string } }>('/:id', async ({ params: { id } }, reply) => {
    const { value: book, views } = await remember(`book ${id}`, () => findBook(Number(id)));
    return book === undefined ? reply.callNotFound() : { ...present(book), views };
  });

  app.post<{ Body: Omit<Book, 'id'> }>('/', { schema: { body: newBook } }, async ({ body }, reply) => {
    reply.code(201);
    return present(addBook(body));
  });
};

function present({ id, title, cents }: Book) {
  return { id, title, price: formatPrice(cents) };
}
