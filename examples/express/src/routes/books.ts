/** /books */

import { type Response, Router } from 'express';
import { z } from 'zod';

import { remember } from '../services/cache';
import { type Book, addBook, findBook, listBooks } from '../services/catalogue';
import { formatPrice } from '../services/pricing';

const NewBook = z.object({ title: z.string().min(1), cents: z.int().positive() });

export const books = Router();

books.get('/', (_request, response) => {
  response.json(listBooks().map(present));
});

books.get('/:id', async (request, response) => {
  const { value: book, views } = await remember(`book ${request.params.id}`, () => findBook(Number(request.params.id)));
  if (book === undefined) return missing(response);
  response.json({ ...present(book), views });
});

books.post('/', (request, response) => {
  const book = addBook(NewBook.parse(request.body));
  response.status(201).json(present(book));
});

function present({ id, title, cents }: Book) {
  return { id, title, price: formatPrice(cents) };
}

function missing(response: Response): void {
  response.status(404).json({ error: 'There is no such book' });
}
