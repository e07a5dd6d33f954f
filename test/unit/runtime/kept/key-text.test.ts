/** Tests when two keys of kept resources are the same. */

import { writeKey } from '../../../../runtime/kept/key-text';

class Settings {
  readonly host: string;
  readonly #secret = 1;

  constructor(host: string) {
    this.host = host;
  }

  get secret(): number {
    return this.#secret;
  }
}

describe('two keys are the same', () => {
  it.each<[string, unknown, unknown]>([
    ['equal strings', 'pool', 'pool'],
    ['equal lists', ['pool', 1, true, null], ['pool', 1, true, null]],
    ['the order of properties', { host: 'a', port: 1 }, { port: 1, host: 'a' }],
    ['a property that is undefined', { host: 'a', port: undefined }, { host: 'a' }],
    ['what is nested', ['pool', { ssl: { ca: ['x'] } }], ['pool', { ssl: { ca: ['x'] } }]],
    ['objects of a class', new Settings('a'), new Settings('a')],
    [
      'what has a toJSON()',
      [new URL('http://a/'), new Date(1), Buffer.from('ca')],
      [new URL('http://a'), new Date(1), Buffer.from('ca')],
    ],
    ['objects without a prototype', Object.assign(Object.create(null), { host: 'a' }), { host: 'a' }],
    ['one object twice', [{}, {}], ((one: object) => [one, one])({})],
    ['zeros', 0, -0],
    ['one class', ['orm', Settings], ['orm', Settings]],
  ])('by %s', (_, one, other) => {
    expect(writeKey(one)).toBe(writeKey(other));
  });
});

describe('two keys differ', () => {
  it.each<[string, unknown, unknown]>([
    ['a string and a number', '1', 1],
    ['a string and what it looks like', '["a"]', ['a']],
    ['null, undefined and nothing', [null], [undefined]],
    ['the length of a list', ['a'], ['a', undefined]],
    ['numbers that JSON does not know', NaN, Infinity],
    ['a number and a big one', 1, 1n],
    ['a name and a value', { a: 'b' }, { b: 'a' }],
    ['how deep it is', [['a'], 'b'], [['a', 'b']]],
    ['a buffer', Buffer.from('one'), Buffer.from('two')],
    ['text with quotes', ['a","b'], ['a', 'b']],
    ['an empty list and an empty object', [], {}],
    ['functions of the same text', () => 1, () => 1],
    ['classes of the same text', ...([0, 1].map(() => class extends Settings {}) as [object, object])],
  ])('by %s', (_, one, other) => {
    expect(writeKey(one)).not.toBe(writeKey(other));
  });

  it('by what was set since', () => {
    const settings = { max: 1 };
    const before = writeKey(settings);
    settings.max = 2;
    expect(writeKey(settings)).not.toBe(before);
  });
});

describe('what cannot be compared is no key', () => {
  const circle: { self?: unknown } = {};
  circle.self = [circle];

  it.each<[string, unknown]>([
    ['a symbol', Symbol('pool')],
    ['an object that contains itself', circle],
    ['a map', ['pool', new Map([['max', 1]])]],
    ['a regular expression', /a/],
    ['a promise', Promise.resolve()],
  ])('%s', (_, key) => {
    expect(() => writeKey(key)).toThrow(expect.objectContaining({ name: 'HotReloadError', code: 'NOT_A_KEY' }));
  });
});
