/** Describes what a reader of an example edits, and what is to be seen then. */

/** One place of an example that is edited over and over. */
export interface Edit {
  /** What the place is for. */
  readonly what: string;
  readonly file: string;
  /** The part of the file that is replaced. */
  readonly part: string;
  replacement(version: number): string;
  /** What there is to see of a version. */
  seen(version: number): string;
}
