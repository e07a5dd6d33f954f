/** Defines the exports object of a module that is not committed yet. */

/**
 * What a staged module defines its exports on, while importers of the previous instance keep theirs.
 *
 * Modules that are evaluated in the same transaction hold the facade, which speaks for the staged exports first, and
 * for the lasting exports object from the commit on.
 */
export class ExportsFork {
  readonly exports: object = {};
  readonly facade: object;
  readonly redirect: (exports: object) => void;

  constructor() {
    let current = this.exports;
    this.redirect = (exports) => {
      current = exports;
    };
    this.facade = new Proxy(
      {},
      {
        get: (_, name) => Reflect.get(current, name) as unknown,
        set: (_, name, value) => Reflect.set(current, name, value),
        has: (_, name) => Reflect.has(current, name),
        ownKeys: () => Reflect.ownKeys(current),
        deleteProperty: (_, name) => Reflect.deleteProperty(current, name),
        getOwnPropertyDescriptor: (_, name) => {
          const property = Reflect.getOwnPropertyDescriptor(current, name);
          return asConfigurable(property, () => Reflect.get(current, name) as unknown);
        },
        defineProperty: (_, name, property) =>
          Reflect.defineProperty(current, name, { configurable: true, ...property }),
      },
    );
  }
}

/** A proxy may only report properties that could change, for its own target has none; a copied getter has to follow. */
function asConfigurable(
  property: PropertyDescriptor | undefined,
  follow: () => unknown,
): PropertyDescriptor | undefined {
  if (property === undefined) return undefined;
  const get = property.get === undefined ? {} : { get: follow };
  return { ...property, ...get, configurable: true };
}
