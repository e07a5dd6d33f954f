/** Everything about books. */

import { Module } from '@nestjs/common';

import { BooksController } from './books.controller';
import { BooksService } from './books.service';
import { ExchangeRatesService } from './exchange-rates.service';
import { PricingService } from './pricing.service';

@Module({ controllers: [BooksController], providers: [BooksService, ExchangeRatesService, PricingService] })
export class BooksModule {}
