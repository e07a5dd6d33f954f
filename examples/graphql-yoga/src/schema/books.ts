/** The books: their types, queries, mutations and subscriptions. */

import { GraphQLError } from 'graphql';

import { remember } from '../services/cache';
import { type Book, addBook, findBook, listBooks } from '../services/catalogue';
import { formatPrice } from '../services/pricing';
import { pubSub } from '../services/pub-sub';

export const typeDefs = /* GraphQL */ `
  "What we sell"
  type Book {
    id: Int!
    title: String!
    price: String!
    "How often it was asked for by its id"
    views: Int
  }

  type Query {
    books: [Book!]!
    book(id: Int!): Book
  }

  type Mutation {
    addBook(title: String!, cents: Int!): Book!
  }

  type Subscription {
    bookAdded: Book!
  }
`;

export const resolvers = {
  Query: {
    books: () => listBooks().map(present),
    book: async (_root: unknown, { id }: { id: number }) => {
      const { value: book, views } = await remember(`book ${id}`, () => findBook(id));
      return book && { ...present(book), views };
    },
  },
  Mutation: {
    addBook: (_root: unknown, book: Omit<Book, 'id'>) => {
      if (book.title === '' || book.cents < 1) throw new GraphQLError('That is not a book');
      const added = addBook(book);
      pubSub.publish('bookAdded', added);
      return present(added);
    },
  },
  Subscription: {
    bookAdded: { subscribe: () => pubSub.subscribe('bookAdded'), resolve: (book: Book) => present(book) },
  },
};

function present({ id, title, cents }: Book) {
  return { id, title, price: formatPrice(cents) };
}
