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
 * @returns a proxy; callable and constructible where the exports are a function now, an array where they are one
 */
export function createAccessor(target: AccessorTarget): object {
  const stand = createStand(target.read());
  Object.defineProperty(stand, INSPECT, { configurable: true, value: () => target.read() });
  const accessor: object = new Proxy(stand, {
    get: (_, name) => Reflect.get(target.read(), name) as unknown,
    set: (_, name, value) => target.write(name, value),
    has: (_, name) => isFixed(stand, name) || Reflect.has(target.read(), name),
    ownKeys: () => listKeys(stand, target.read()),
    getPrototypeOf: () => Reflect.getPrototypeOf(target.read()),
    getOwnPropertyDescriptor: (_, name) => describe(stand, target.read(), name),
    defineProperty: (_, name, property) => Reflect.defineProperty(target.read(), name, property),
    deleteProperty: (_, name) => !isFixed(stand, name) && Reflect.deleteProperty(target.read(), name),
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

/** What an accessor is for `typeof`, calls and `Array.isArray`, which ask the target of a proxy. */
function createStand(exports: object): object {
  if (typeof exports === 'function') return createFunctionStand();
  return Array.isArray(exports) ? [] : {};
}

/**
 * Whether a proxy always has to report a property: the `length` of an array cannot be taken away, whatever the next
 * generation exports. Its value may be any, for it is writable.
 */
function isFixed(stand: object, name: PropertyKey): boolean {
  return name === 'length' && Array.isArray(stand);
}

function listKeys(stand: object, exports: object): (string | symbol)[] {
  const keys = Reflect.ownKeys(exports);
  return isFixed(stand, 'length') && !keys.includes('length') ? [...keys, 'length'] : keys;
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
function describe(stand: object, exports: object, name: PropertyKey): PropertyDescriptor | undefined {
  if (isFixed(stand, name)) {
    return { value: Reflect.get(exports, name) as unknown, enumerable: false, configurable: false, writable: true };
  }
  const property = Reflect.getOwnPropertyDescriptor(exports, name);
  if (property === undefined) return undefined;
  return {
    value: Reflect.get(exports, name) as unknown,
    enumerable: property.enumerable ?? false,
    configurable: true,
    writable: true,
  };
}
