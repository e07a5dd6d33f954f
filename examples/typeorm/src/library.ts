/** Lists and adds books. */

import { dataSource } from './data-source';
import { Author } from './entities/author';
import { Book } from './entities/book';

const SHELF = 'Fiction';

export async function listBooks(): Promise<readonly object[]> {
  const books = await dataSource.getRepository(Book).find({ relations: { author: true }, order: { id: 'asc' } });
  return books.map(({ author, ...book }) => ({ shelf: SHELF, ...book, author: author.name }));
}

export async function addBook(title: string, name: string): Promise<Book> {
  const authors = dataSource.getRepository(Author);
  const author = (await authors.findOneBy({ name })) ?? (await authors.save({ name }));
  return dataSource.getRepository(Book).save({ title, author });
}
