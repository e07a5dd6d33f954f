/** Defines the identifiers that webpack gives to modules and chunks. */

/** The identifier webpack gives a module inside one bundle; a path in development, often a number in production. */
export type ModuleId = string | number;

/** The identifier webpack gives a chunk. */
export type ChunkId = string | number;
