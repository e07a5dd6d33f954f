/** Builds accessors: objects that always speak for the current exports of a module. */

/** How an accessor reaches the module it stands for. */
export interface AccessorTarget {
  /** The current exports. */
  read(): object;
  /** Replaces an export until the module is reloaded. */
  write(name: PropertyKey, value: unknown): boolean;
}

type Constructor = new () => object;

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/**
 * Builds an accessor.
 *
 * @returns a proxy; callable and constructible where the exports are a function now
 */
export function createAccessor(target: AccessorTarget): object {
  const stand = typeof target.read() === 'function' ? createFunctionStand() : {};
  Object.defineProperty(stand, INSPECT, { configurable: true, value: () => target.read() });
  const accessor: object = new Proxy(stand, {
    get: (_, name) => Reflect.get(target.read(), name) as unknown,
    set: (_, name, value) => target.write(name, value),
    has: (_, name) => Reflect.has(target.read(), name),
    ownKeys: () => Reflect.ownKeys(target.read()),
    getPrototypeOf: () => Reflect.getPrototypeOf(target.read()),
    getOwnPropertyDescriptor: (_, name) => describe(target.read(), name),
    defineProperty: (_, name, property) => Reflect.defineProperty(target.read(), name, property),
    deleteProperty: (_, name) => Reflect.deleteProperty(target.read(), name),
    preventExtensions: () => false,
    apply: (_, self, args) => Reflect.apply(target.read() as () => unknown, self, args) as unknown,
    construct: (_, args, made) => construct(target.read() as Constructor, args, made === accessor ? undefined : made),
  });
  return accessor;
}

/** Constructs; a subclass of the accessor, where `made` is one, is what the object becomes an instance of. */
function construct(exports: Constructor, args: unknown[], made: object | undefined): object {
  return Reflect.construct(exports, args, (made as Constructor | undefined) ?? exports) as object;
}

/** A proxy may only report what its target allows: a function without own properties allows everything. */
function createFunctionStand(): object {
  const stand = function (): void {
    /* never called: the proxy calls the current exports */
  }.bind(undefined);
  for (const name of Reflect.ownKeys(stand)) Reflect.deleteProperty(stand, name);
  return stand;
}

/** Describes an export as a plain value, so that the description holds whatever the next generation makes of it. */
function describe(exports: object, name: PropertyKey): PropertyDescriptor | undefined {
  const property = Reflect.getOwnPropertyDescriptor(exports, name);
  if (property === undefined) return undefined;
  return {
    value: Reflect.get(exports, name) as unknown,
    enumerable: property.enumerable ?? false,
    configurable: true,
    writable: true,
  };
}
