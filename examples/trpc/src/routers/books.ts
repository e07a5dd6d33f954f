/** books.* */

import { TRPCError } from '@trpc/server';
import { z } from 'zod';

import { remember } from '../services/cache';
import { type Book, addBook, findBook, listBooks } from '../services/catalogue';
import { formatPrice } from '../services/pricing';
import { procedure, router } from '../trpc';

const NewBook = z.object({ title: z.string().min(1), cents: z.int().positive() });

export const books = router({
  list: procedure.query(() => listBooks().map(present)),

  byId: procedure.input(z.int()).query(async ({ input: id }) => {
    const { value: book, views } = await remember(`book ${id}`, () => findBook(id));
    if (book === undefined) throw new TRPCError({ code: 'NOT_FOUND', message: 'There is no such book' });
    return { ...present(book), views };
  }),

  add: procedure.input(NewBook).mutation(({ input }) => present(addBook(input))),
});

function present({ id, title, cents }: Book) {
  return { id, title, price: formatPrice(cents) };
}
