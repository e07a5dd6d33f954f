/** Keeps the books, as a database would: in a module of its own, which an edit elsewhere does not evaluate again. */

export interface Book {
  readonly id: number;
  readonly title: string;
  readonly cents: number;
}

export const shelf: Book[] = [
  { id: 1, title: 'The Left Hand of Darkness', cents: 1290 },
  { id: 2, title: 'Solaris', cents: 990 },
];
