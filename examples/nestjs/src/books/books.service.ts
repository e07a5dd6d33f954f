/** Finds and adds books. */

import { Injectable } from '@nestjs/common';

import { type Book, shelf } from './shelf';

@Injectable()
export class BooksService {
  all(): readonly Book[] {
    return shelf;
  }

  find(id: number): Book | undefined {
    return shelf.find((book) => book.id === id);
  }

  add({ title, cents }: Omit<Book, 'id'>): Book {
    const book = { id: shelf.length + 1, title, cents };
    shelf.push(book);
    return book;
  }
}
