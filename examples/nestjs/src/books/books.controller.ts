/** /books */

import { Body, Controller, Get, NotFoundException, Param, ParseIntPipe, Post } from '@nestjs/common';

import { countView } from './views';
import { type Book } from './shelf';
import { BooksService } from './books.service';
import { NewBookDto } from './new-book.dto';
import { PricingService } from './pricing.service';

@Controller('books')
export class BooksController {
  constructor(
    private readonly books: BooksService,
    private readonly pricing: PricingService,
  ) {}

  @Get()
  list(): object[] {
    return this.books.all().map((book) => this.present(book));
  }

  @Get(':id')
  show(@Param('id', ParseIntPipe) id: number): object {
    const book = this.books.find(id);
    if (book === undefined) throw new NotFoundException({ error: 'There is no such book' });
    return { ...this.present(book), views: countView(id) };
  }

  @Post()
  add(@Body() book: NewBookDto): object {
    return this.present(this.books.add(book));
  }

  private present({ id, title, cents }: Book): object {
    const price = this.pricing.format(cents);
    return { id, title, price };
  }
}
