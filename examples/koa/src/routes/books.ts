/** /books */

import { Router } from '@koa/router';
import { z } from 'zod';

import { remember } from '../services/cache';
import { type Book, addBook, findBook, listBooks } from '../services/catalogue';
import { formatPrice } from '../services/pricing';

const NewBook = z.object({ title: z.string().min(1), cents: z.int().positive() });

export const books = new Router({ prefix: '/books' });

books.get('/', (context) => {
  context.body = listBooks().map(present);
});

books.get('/:id', async (context) => {
  const { id } = context.params;
  const { value: book, views } = await remember(`book ${id}`, () => findBook(Number(id)));
  if (book !== undefined) context.body = { ...present(book), views };
});

books.post('/', (context) => {
  const book = addBook(NewBook.parse(context.request.body));
  context.status = 201;
  context.body = present(book);
});

function present({ id, title, cents }: Book) {
  return { id, title, price: formatPrice(cents) };
}
