/** Puts the application together. */

import { type NestApplicationOptions, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { renew } from 'module-hot-reload/runtime';

import { AppModule } from './app.module';
import { notABook } from './common/not-a-book';

const OPTIONS: NestApplicationOptions = {
  // A provider that throws fails this module, so that the version before serves on; otherwise Nest ends the process.
  abortOnError: false,
  logger: ['error', 'warn'],
};

// It ends as Nest ends, with `onModuleDestroy`, as soon as the next one is live and gets all requests.
export const app = await renew(
  () => NestFactory.create<NestExpressApplication>(AppModule, OPTIONS),
  (each) => each.close(),
);

app.disable('x-powered-by');
app.useGlobalPipes(new ValidationPipe({ transform: true, exceptionFactory: notABook }));
await app.init();
