/** Tests what the accessors of the pass-through do with reads, writes and calls. */

import { AutomaticReloader, ModuleAttributeAccessor, ModuleWrapper } from '../../../runtime/passthrough';
import greet from './modules/greet';
import * as routes from './modules/routes';

/** Stands for the namespace of an ES module: getters without setters, nothing to add or take away. */
function namespaceOf(exports: object): Record<string, unknown> {
  const namespace = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of Object.entries(exports)) {
    Object.defineProperty(namespace, name, { enumerable: true, get: () => value as unknown });
  }
  return Object.preventExtensions(namespace);
}

describe('an accessor', () => {
  const live = ModuleAttributeAccessor.of(routes);

  it('reads the current exports', () => {
    const before = live.count;
    expect(live.increment()).toBe(before + 1);
    expect(live.count).toBe(before + 1);
    expect(live.increment).toBe(routes.increment);
  });

  it('answers `in`, Object.keys, spread and for…in', () => {
    expect('name' in live).toBe(true);
    expect('nothing' in live).toBe(false);
    expect(Object.keys(live).sort()).toEqual(Object.keys(routes).sort());
    expect({ ...live }).toEqual({ ...routes });
    const names = [];
    for (const name in live) names.push(name);
    expect(names.sort()).toEqual(Object.keys(routes).sort());
    expect(Object.getPrototypeOf(live)).toBe(Object.getPrototypeOf(routes));
  });

  it('of an array is one, and writes to it', () => {
    const exports = [1, 2];
    const accessor = ModuleAttributeAccessor.of(exports);
    accessor.push(3);
    expect([Array.isArray(accessor), accessor === exports, accessor.length]).toEqual([true, false, 3]);
    expect([JSON.stringify(accessor), [...accessor], Object.keys(accessor)]).toEqual([
      '[1,2,3]',
      exports,
      ['0', '1', '2'],
    ]);
    expect([accessor.map((item) => item * 2), 3 in accessor, Reflect.deleteProperty(accessor, 2)]).toEqual([
      [2, 4, 6],
      false,
      true,
    ]);
  });

  it('writes to a module that can be written to', () => {
    const exports: Record<string, unknown> = { port: 80 };
    const accessor = ModuleAttributeAccessor.of(exports);
    accessor['port'] = 8080;
    accessor['host'] = 'localhost';
    expect(exports).toEqual({ port: 8080, host: 'localhost' });
    delete accessor['host'];
    expect(exports).toEqual({ port: 8080 });
  });

  it('keeps a write that a read-only module does not take', () => {
    const namespace = namespaceOf({ port: 80, host: 'localhost' });
    const accessor = ModuleAttributeAccessor.of(namespace);
    accessor['port'] = 8080;
    accessor['path'] = '/';
    expect(namespace).toEqual(expect.objectContaining({ port: 80 }));
    expect(accessor['port']).toBe(8080);
    expect(ModuleWrapper.of(namespace).lockedGet('port')).toBe(8080);
    expect({ ...accessor }).toEqual({ port: 8080, host: 'localhost', path: '/' });
    expect('path' in accessor).toBe(true);
    delete accessor['port'];
    expect(accessor['port']).toBe(80);
  });

  it('lets a property be defined', () => {
    const exports = { port: 80 };
    const accessor = ModuleAttributeAccessor.of(exports);
    Object.defineProperty(accessor, 'port', { value: 1, writable: false });
    expect(accessor.port).toBe(1);
    expect(Object.getOwnPropertyDescriptor(accessor, 'port')).toMatchObject({ value: 1, writable: false });
  });

  it('cannot be frozen, and survives the attempt', () => {
    const accessor = ModuleAttributeAccessor.of({ port: 80 });
    expect(() => Object.freeze(accessor)).toThrow(TypeError);
    expect(Object.keys(accessor)).toEqual(['port']);
  });
});

describe('the accessor of a function', () => {
  const live = new AutomaticReloader().register(greet);

  it('is called', () => {
    expect(typeof live).toBe('function');
    expect(live('Ada').text).toBe('Hello, Ada');
    expect(live.call(undefined, 'Bob').text).toBe('Hello, Bob');
  });

  it('reads the properties of the function and none of its own', () => {
    expect(live.Greeting).toBe(greet.Greeting);
    expect(live.name).toBe('greet');
    expect(live.length).toBe(1);
    expect(Reflect.ownKeys(live).sort()).toEqual(Reflect.ownKeys(greet).sort());
    expect(live).toBeInstanceOf(Function);
  });

  it('is constructed and extended', () => {
    const { Greeting } = greet;
    const LiveGreeting = ModuleAttributeAccessor.of(Greeting);
    class Loud extends LiveGreeting {
      shout(): string {
        return `${this.text}!`;
      }
    }
    expect(new LiveGreeting('Ada')).toBeInstanceOf(Greeting);
    expect(new Loud('Ada').shout()).toBe('Hello, Ada!');
  });

  it('does not construct what is no constructor', () => {
    const arrow = ModuleAttributeAccessor.of(() => 1) as unknown as new () => object;
    expect(() => new arrow()).toThrow(TypeError);
  });
});
