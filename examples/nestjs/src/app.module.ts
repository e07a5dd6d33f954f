/** Names the parts of the application. */

import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';

import { BooksModule } from './books/books.module';
import { ServedByMiddleware } from './common/served-by.middleware';
import { HealthController } from './health/health.controller';

@Module({ imports: [BooksModule], controllers: [HealthController] })
export class AppModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(ServedByMiddleware).forRoutes('{*path}');
  }
}
