/** Runs the example for GraphQL Yoga, and edits it. */

import { cleanUp } from '../support/application';
import { testBookshop } from './support/bookshop-story';
import { Example } from './support/example';
import { addBook, GRAPHQL } from './support/graphql-api';
import { Subscription } from './support/subscription';

testBookshop('graphql-yoga', {
  api: GRAPHQL,
  handler: 'src/schema/books.ts',
  middleware: 'src/plugins/served-by.ts',
  edits: [
    {
      what: 'a type of the schema',
      file: 'src/schema/books.ts',
      part: '"What we sell"',
      replacement: (version) => `"What we sell, catalogue ${version}"`,
      seen: (version) => `"description":"What we sell, catalogue ${version}"`,
    },
  ],
  failures: [
    {
      what: 'a schema that does not hold together',
      file: 'src/schema/books.ts',
      part: 'books: [Book!]!',
      replacement: 'books: [Brochure!]!',
      error: 'Unknown type "Brochure"',
    },
  ],
});

describe('a subscription', () => {
  afterAll(cleanUp);

  test('stays open over an edit, with the resolvers that it began with', async () => {
    const example = await Example.start('graphql-yoga');
    const { server } = example;
    const query = 'subscription { bookAdded { id title } }';
    const before = await Subscription.open(server, query);
    example.edit('src/schema/books.ts', 'id, title, price', 'id, title: `new ${title}`, price');
    await server.untilMatch(GRAPHQL.book, /new The Left Hand/);
    const after = await Subscription.open(server, query);

    await addBook(server, 'Roadside Picnic', 890);
    expect(await before.next()).toEqual({ data: { bookAdded: { id: 3, title: 'Roadside Picnic' } } });
    expect(await after.next()).toEqual({ data: { bookAdded: { id: 3, title: 'new Roadside Picnic' } } });
  });
});
