/** Defines and replaces the properties of exports objects so that they can always be defined again. */

/** Defines a property that can be defined again, unless it is asked in so many words for one that cannot. */
export function define(target: object, name: PropertyKey, property: PropertyDescriptor): boolean {
  const redefinable = Object.hasOwn(target, name) ? property : { configurable: true, ...property };
  return Reflect.defineProperty(target, name, redefinable);
}

/** Takes all properties from an exports object and gives it others. */
export function replaceBindings(exports: object, bindings: PropertyDescriptorMap): void {
  for (const name of Reflect.ownKeys(exports)) Reflect.deleteProperty(exports, name);
  Object.defineProperties(exports, bindings);
}

/** Lets an exports object speak for another one. */
export function mirrorBindings(exports: object, source: object): void {
  replaceBindings(exports, {});
  for (const name of Reflect.ownKeys(source)) {
    const { enumerable } = Reflect.getOwnPropertyDescriptor(source, name) ?? {};
    if (enumerable === true) define(exports, name, { enumerable, get: () => Reflect.get(source, name) as unknown });
  }
}

/** Whether all properties of an exports object can be replaced. */
export function isRedefinable(exports: object): boolean {
  const names = Reflect.ownKeys(exports);
  return (
    Object.isExtensible(exports) &&
    names.every((name) => Reflect.getOwnPropertyDescriptor(exports, name)?.configurable === true)
  );
}

export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/**
 * Reads both forms of definitions that webpack knows: an object of getters, or a list of names, each followed by a
 * getter or by 0 and a value (webpack/lib/runtime/DefinePropertyGettersRuntimeModule.js).
 */
export function* readDefinition(definition: object): Iterable<[string, PropertyDescriptor]> {
  if (!Array.isArray(definition)) {
    for (const [name, get] of Object.entries(definition)) yield [name, { get: get as () => unknown }];
    return;
  }
  for (let index = 0; index < definition.length; index += 2) {
    const name = definition[index] as string;
    const binding: unknown = definition[index + 1];
    if (binding === 0) yield [name, { value: definition[index++ + 2] as unknown }];
    else yield [name, { get: binding as () => unknown }];
  }
}
