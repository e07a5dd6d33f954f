/** Keeps the books, as a database would. */

export interface Book {
  readonly id: number;
  readonly title: string;
  readonly cents: number;
}

const books: Book[] = [
  { id: 1, title: 'The Left Hand of Darkness', cents: 1290 },
  { id: 2, title: 'Solaris', cents: 990 },
];

export function listBooks(): readonly Book[] {
  return books;
}

export async function findBook(id: number): Promise<Book | undefined> {
  return books.find((book) => book.id === id);
}

export function addBook(book: Omit<Book, 'id'>): Book {
  const added = { id: books.length + 1, ...book };
  books.push(added);
  return added;
}
