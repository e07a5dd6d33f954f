/** /books */

import { Hono } from 'hono';
import { validator } from 'hono/validator';
import { z } from 'zod';

import { remember } from '../services/cache';
import { type Book, addBook, findBook, listBooks } from '../services/catalogue';
import { formatPrice } from '../services/pricing';

const NewBook = z.object({ title: z.string().min(1), cents: z.int().positive() });

export const books = new Hono();

books.get('/', (context) => context.json(listBooks().map(present)));

books.get('/:id', async (context) => {
  const id = context.req.param('id');
  const { value: book, views } = await remember(`book ${id}`, () => findBook(Number(id)));
  return book === undefined ? context.notFound() : context.json({ ...present(book), views });
});

books.post(
  '/',
  validator('json', (body) => NewBook.parse(body)),
  (context) => context.json(present(addBook(context.req.valid('json'))), 201),
);

function present({ id, title, cents }: Book) {
  return { id, title, price: formatPrice(cents) };
}
