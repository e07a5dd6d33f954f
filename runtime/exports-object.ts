/** Defines and replaces the properties of exports objects so that they can always be defined again. */

/** The getter of one export, the same through all reloads. */
interface LastingGetter {
  readonly get: () => unknown;
  read: (this: unknown) => unknown;
}

/** TypeScript's `__createBinding` copies the getter that it finds, so the copy has to follow the module. */
const lastingGetters = new WeakMap<object, Map<PropertyKey, LastingGetter>>();

/** Defines a property that can be defined again, unless it is asked in so many words for one that cannot. */
export function define(target: object, name: PropertyKey, property: PropertyDescriptor): boolean {
  const known = Reflect.getOwnPropertyDescriptor(target, name);
  if (known?.configurable === false || property.configurable === false) {
    return Reflect.defineProperty(target, name, property);
  }
  const redefinable = known === undefined ? { configurable: true, ...property } : property;
  const read = Reflect.get(property, 'get') as (() => unknown) | undefined;
  if (read === undefined) {
    if ('value' in property) forgetGetter(target, name);
    return Reflect.defineProperty(target, name, redefinable);
  }
  return Reflect.defineProperty(target, name, { ...redefinable, get: lastingGetter(target, name, read) });
}

/**
 * Defines what compiled ESM exports, but for what is there already. Understands both forms that webpack knows: an object
 * of getters, or a list of names, each followed by a getter or by 0 and a value
 * (webpack/lib/runtime/DefinePropertyGettersRuntimeModule.js).
 */
export function defineExports(target: object, definition: object): void {
  if (Array.isArray(definition)) {
    defineListed(target, definition);
    return;
  }
  const getters = definition as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(getters)) defineGetter(target, name, getters[name] as () => unknown);
}

function defineListed(target: object, definition: readonly unknown[]): void {
  for (let index = 0; index < definition.length;) {
    const name = definition[index++] as string;
    const binding = definition[index++];
    if (binding !== 0) defineGetter(target, name, binding as () => unknown);
    else defineValue(target, name, definition[index++]);
  }
}

function defineValue(target: object, name: string, value: unknown): void {
  if (!Object.hasOwn(target, name)) define(target, name, { value, enumerable: true });
}

/** Does for a new name what {@link define} does for any: most of what evaluating a module of ESM defines are such. */
function defineGetter(target: object, name: string, read: () => unknown): void {
  if (Object.hasOwn(target, name)) return;
  const get = lastingGetter(target, name, read);
  Reflect.defineProperty(target, name, { configurable: true, enumerable: true, get });
}

/** Does for a name that nobody sees what {@link define} does: nearly always it is new, too. */
export function mark(target: object, name: PropertyKey, value: unknown): void {
  if (Object.hasOwn(target, name)) define(target, name, { value });
  else Reflect.defineProperty(target, name, { configurable: true, value });
}

/** Reads the properties of an exports object as its module defined them. */
export function bindingsOf(exports: object): PropertyDescriptorMap {
  const bindings: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(exports);
  for (const [name, lasting] of lastingGetters.get(exports) ?? []) {
    if (bindings[name]?.get === lasting.get) bindings[name] = { ...bindings[name], get: lasting.read };
  }
  return bindings;
}

/** Takes all properties from an exports object and gives it others. */
export function replaceBindings(exports: object, bindings: PropertyDescriptorMap): void {
  for (const name of Reflect.ownKeys(exports)) {
    forgetGetter(exports, name);
    Reflect.deleteProperty(exports, name);
  }
  for (const name of Reflect.ownKeys(bindings)) define(exports, name, bindings[name as string] ?? {});
}

function lastingGetter(target: object, name: PropertyKey, read: () => unknown): () => unknown {
  let getters = lastingGetters.get(target);
  if (getters === undefined) lastingGetters.set(target, (getters = new Map<PropertyKey, LastingGetter>()));
  const known = getters.get(name);
  if (known !== undefined) {
    known.read = read;
    return known.get;
  }
  const lasting: LastingGetter = { read, get: () => lasting.read.call(target) };
  getters.set(name, lasting);
  return lasting.get;
}

/** Lets copies of a getter read what has taken its place: a value, or nothing. */
function forgetGetter(target: object, name: PropertyKey): void {
  const known = lastingGetters.get(target)?.get(name);
  if (known !== undefined) known.read = () => Reflect.getOwnPropertyDescriptor(target, name)?.value as unknown;
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
