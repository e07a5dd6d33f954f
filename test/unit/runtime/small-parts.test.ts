/** Tests the smallest parts: listeners, the hold on the process, errors as data, time limits. */

import { HotReloadError, serializeError } from '../../../runtime/errors';
import { isThenable, toId } from '../../../runtime/host';
import { KeepAlive } from '../../../runtime/keep-alive';
import { Listeners } from '../../../runtime/listeners';
import { withinTime } from '../../../runtime/time-limit';

function refuse(): never {
  throw new Error('not for you');
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

describe('Listeners', () => {
  it('are called in order, one that is added twice twice, until each is taken away', () => {
    const heard: string[] = [];
    const listeners = new Listeners<string>(() => undefined);
    const listener = (text: string): void => void heard.push(text);
    const [first, second] = [listeners.add(listener), listeners.add(listener)];
    listeners.emit('a');
    first();
    first();
    expect(listeners.size).toBe(1);
    listeners.emit('b');
    second();
    listeners.emit('c');
    expect(heard).toEqual(['a', 'a', 'b']);
  });

  it('may be added and taken away while they are called', () => {
    const heard: string[] = [];
    const listeners = new Listeners<string>(() => undefined);
    const remove = listeners.add(() => {
      remove();
      listeners.add((text) => heard.push(text));
    });
    listeners.emit('a');
    listeners.emit('b');
    expect(heard).toEqual(['b']);
  });

  it('do not keep each other from being called', () => {
    const errors: unknown[] = [];
    const heard: string[] = [];
    const listeners = new Listeners<string>((error) => errors.push(error));
    const boom = new Error('boom');
    listeners.add(() => {
      throw boom;
    });
    listeners.add((text) => heard.push(text));
    listeners.emit('a');
    expect([heard, errors]).toEqual([['a'], [boom]]);
  });

  it('may reject later', async () => {
    const errors: unknown[] = [];
    const listeners = new Listeners<string>((error) => errors.push(error));
    const boom = new Error('boom');
    const reject: (text: string) => unknown = async () => Promise.reject(boom);
    listeners.add(reject);
    listeners.emit('a');
    await new Promise(setImmediate);
    expect(errors).toEqual([boom]);
  });
});

describe('KeepAlive', () => {
  it('keeps the process alive as long as anybody wants that, before and after a trigger is there', () => {
    let referenced: boolean | undefined;
    const trigger = { ref: () => (referenced = true), unref: () => (referenced = false) };
    const keepAlive = new KeepAlive();
    const early = keepAlive.hold();
    keepAlive.attach(trigger);
    expect(referenced).toBe(true);
    const late = keepAlive.hold();
    early();
    early();
    expect(referenced).toBe(true);
    late();
    expect(referenced).toBe(false);
  });

  it('lets the process end where nobody wants it to live', () => {
    let referenced: boolean | undefined;
    new KeepAlive().attach({ ref: () => (referenced = true), unref: () => (referenced = false) });
    expect(referenced).toBe(false);
  });
});

describe('serializeError', () => {
  it('keeps name, message, stack, code and origin', () => {
    const error = Object.assign(new TypeError('boom'), { code: 'E_BOOM' });
    expect(serializeError(error, './leaf')).toEqual({
      name: 'TypeError',
      message: 'boom',
      stack: error.stack,
      code: 'E_BOOM',
      moduleId: './leaf',
    });
  });

  it('leaves out what there is not', () => {
    const error = new Error('boom');
    delete error.stack;
    expect(serializeError(error)).toEqual({ name: 'Error', message: 'boom' });
    expect(serializeError(Object.assign(new Error('x'), { code: 7 }))).not.toHaveProperty('code');
  });

  it('words what is no text', () => {
    const error = Object.assign(new Error('x'), { message: Object.create(null) as string, stack: [] });
    expect(serializeError(error)).toEqual({ name: 'Error', message: '[object Object]' });
  });

  it.each([
    ['a proxy that throws', new Proxy({}, { get: refuse })],
    ['one that hides what it is', new Proxy(new Error('x'), { get: refuse, getPrototypeOf: refuse })],
    ['one that was revoked', revoked()],
    ['an error whose message throws', Object.defineProperty(new Error('x'), 'message', { get: refuse })],
  ])('takes %s', (_, thrown) => {
    expect(serializeError(thrown)).toMatchObject({ name: 'Error', message: expect.any(String) as string });
  });

  it.each([
    ['a text', 'boom', 'boom'],
    ['nothing', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a number', 7, '7'],
    ['an object', {}, '[object Object]'],
    ['an object without a prototype', Object.create(null), '[object Object]'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
  ])('takes %s that was thrown', (_, thrown, message) => {
    expect(serializeError(thrown, 3)).toEqual({ name: 'Error', message, moduleId: 3 });
  });
});

describe('HotReloadError', () => {
  it('is an error with a code', () => {
    const error = new HotReloadError('CODE', 'What to do.');
    expect([error.name, error.code, error.message, error instanceof Error]).toEqual([
      'HotReloadError',
      'CODE',
      'What to do.',
      true,
    ]);
  });
});

describe('withinTime', () => {
  it('gives the result of work that settles, and its error', async () => {
    expect(await withinTime(Promise.resolve('done'), 10_000)).toBe('done');
    await expect(withinTime(Promise.reject(new Error('boom')), 10_000)).rejects.toThrow('boom');
  });

  it('gives up on work that does not settle in time', async () => {
    const never = new Promise(() => undefined);
    await expect(withinTime(never, 1)).rejects.toMatchObject({
      code: 'NOT_SETTLED',
      message: expect.stringContaining('1 ms'),
    });
  });

  it.each([Infinity, 2 ** 31])('sets no timer for %d ms: it would be over at once', async (ms) => {
    jest.useFakeTimers();
    const result = withinTime(Promise.resolve('done'), ms);
    const timers = jest.getTimerCount();
    jest.useRealTimers();
    expect([await result, timers]).toEqual(['done', 0]);
  });
});

describe('toId and isThenable', () => {
  it.each([
    ['7', 7],
    ['0', 0],
    ['-1', -1],
    ['./7', './7'],
    ['07', '07'],
    ['', ''],
    ['1e3', '1e3'],
  ])('make the id of %j %j', (key, id) => {
    expect(toId(key)).toBe(id);
  });

  it.each([
    [Promise.resolve(), true],
    [{ then: () => undefined }, true],
    [{ then: 1 }, false],
    [null, false],
    [undefined, false],
    ['then', false],
  ])('know what can be waited for', (value, expected) => {
    expect(isThenable(value)).toBe(expected);
  });
});
