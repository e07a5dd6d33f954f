/** Owns the resources that modules hand from generation to generation, and knows which module claims each. */

import type { KeepKey } from '../api';
import type { HotModule } from '../host';
import type { ModuleId } from '../protocol/identifiers';
import { alreadyKept, callOf, nested, notEvaluating } from './keeping-mistakes';
import { writeKey } from './key-text';

/** One execution of a module: what it keeps is its own until it is replaced. */
export interface Owner {
  readonly id: ModuleId;
  readonly module: HotModule;
}

/** What is needed of those who watch modules being evaluated. */
export interface KeepingParts {
  /** The module whose evaluation is running. */
  owner(): Owner | undefined;
  /** Calls a function as if no module were being evaluated by it. */
  apart<T>(work: () => T): T;
  /** Whether the code of an instance has thrown. */
  hasFailed(instance: HotModule): boolean;
}

/** Who keeps a resource, and how it is ended. */
interface Claim {
  readonly owner: Owner;
  readonly dispose: (resource: never) => unknown;
}

/** One resource; what a factory returned may be a promise of it. */
interface Kept {
  readonly value: unknown;
  claim: Claim;
}

/** A resource that nobody claims any more. */
export interface Unclaimed extends Omit<Claim, 'owner'> {
  readonly value: unknown;
  /** The module that claimed it last. */
  readonly id: ModuleId;
}

/** Gives claims back to modules that have come back. */
export type TakeBack = (evaluated: Iterable<HotModule>) => void;

/**
 * Every resource of one runtime, by its key.
 *
 * A claim lasts as long as the instance whose evaluation has made it. While instances are being replaced, what they
 * claim is free for those that are evaluated in their place; what is free when that is over has had its time.
 */
export class KeptResources {
  readonly #parts: KeepingParts;
  /** In the order of their creation. */
  readonly #kept = new Map<string, Kept>();
  /** Instances that were replaced, and those whose replacement has come to nothing. */
  readonly #gone = new WeakSet<HotModule>();
  #making: Owner | undefined;
  /** How many resources were made that have no key. */
  #renewed = 0;

  constructor(parts: KeepingParts) {
    this.#parts = parts;
  }

  /** Gives a module the resource of this key, made now if there is none. */
  keep<T>(key: KeepKey, factory: () => T, dispose: (resource: Awaited<T>) => unknown): T {
    const text = writeKey(key);
    const owner = this.#ownerOf(callOf(key));
    const claim = { owner, dispose };
    const kept = this.#kept.get(text);
    if (kept === undefined) return this.#make(text, factory, claim);
    if (!this.#isFree(kept)) throw alreadyKept(key, kept.claim.owner.id);
    kept.claim = claim;
    return kept.value as T;
  }

  /** Makes a resource of its own for the module instance that is being evaluated. */
  renew<T>(factory: () => T, dispose: (resource: Awaited<T>) => unknown): T {
    const owner = this.#ownerOf(callOf());
    return this.#make(`renewed ${(this.#renewed += 1)}`, factory, { owner, dispose });
  }

  /** Frees what instances claim that are about to be replaced; the function it returns undoes that. */
  release(leaving: Iterable<HotModule>): TakeBack {
    const instances = [...leaving];
    const claims = [...this.#kept.values()].map((kept) => [kept, kept.claim] as const);
    for (const instance of instances) this.#gone.add(instance);
    return (evaluated) => {
      for (const instance of instances) this.#gone.delete(instance);
      for (const instance of evaluated) this.#gone.add(instance);
      for (const [kept, claim] of claims) kept.claim = claim;
    };
  }

  /** Hands over the resources that nobody claims, the newest first. */
  takeUnclaimed(): readonly Unclaimed[] {
    const unclaimed = [...this.#kept].filter(([, { claim }]) => this.#gone.has(claim.owner.module));
    for (const [text] of unclaimed) this.#kept.delete(text);
    return unclaimed.map(([, { value, claim }]) => ({ value, dispose: claim.dispose, id: claim.owner.id })).reverse();
  }

  #ownerOf(call: string): Owner {
    const owner = this.#parts.owner();
    if (owner === undefined || this.#gone.has(owner.module)) throw notEvaluating(call);
    if (owner.module === this.#making?.module) throw nested(call);
    return owner;
  }

  #make<T>(text: string, factory: () => T, claim: Claim): T {
    const outer = this.#making;
    this.#making = claim.owner;
    try {
      const kept: Kept = { value: this.#follow(text, this.#parts.apart(factory)), claim };
      this.#kept.set(text, kept);
      return kept.value as T;
    } finally {
      this.#making = outer;
    }
  }

  /** Forgets a resource that could not be made; who waits for it is told by what is returned. */
  #follow(text: string, made: unknown): unknown {
    // An application of Fastify has a `then`, too, but it is the resource itself, and asking it would start it.
    if (!(made instanceof Promise)) return made;
    const forget = (error: unknown): never => {
      if (this.#kept.get(text)?.value === followed) this.#kept.delete(text);
      throw error;
    };
    const followed: unknown = made.then(undefined, forget);
    return followed;
  }

  #isFree({ claim }: Kept): boolean {
    return this.#gone.has(claim.owner.module) || this.#parts.hasFailed(claim.owner.module);
  }
}
