/** Puts the application together. */

import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';

import { AppModule } from './app.module';
import { notABook } from './common/not-a-book';

export const app = await NestFactory.create<NestExpressApplication>(AppModule, {
  // A provider that throws fails this module, so that the version before serves on; otherwise Nest ends the process.
  abortOnError: false,
  logger: ['error', 'warn'],
});

app.disable('x-powered-by');
app.useGlobalPipes(new ValidationPipe({ transform: true, exceptionFactory: notABook }));
await app.init();
