/** Connects to the database: anew where an entity or the settings have changed, and never else. */

import 'reflect-metadata';
import { keep } from 'module-hot-reload/runtime';
import { DataSource } from 'typeorm';

import { config } from './config';
import { Author } from './entities/author';
import { Book } from './entities/book';

const entities = [Author, Book];

// A data source is made of its entities: a class that was evaluated again is another one, and so is the key.
export const dataSource = await keep(['data source', config.database, entities], connect, (each) => each.destroy());

async function connect(): Promise<DataSource> {
  return new DataSource({ type: 'postgres', ...config.database, entities, synchronize: true }).initialize();
}
