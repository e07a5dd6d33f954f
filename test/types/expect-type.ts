/** Asserts types at compile time. */

/** `true` where two types are the same, not merely assignable. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only where its type argument is `true`. */
export declare function expectTrue<T extends true>(): T;
