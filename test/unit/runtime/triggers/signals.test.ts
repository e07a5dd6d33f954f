/** Tests that signals are shared, that others who listen to them are named, and that no platform makes them fail. */

import { EventEmitter } from 'node:events';

import { type SignalEmitter, Signals } from '../../../../runtime/triggers/signals';

interface Bench {
  readonly process: EventEmitter;
  readonly signals: Signals<string>;
  readonly rings: (readonly string[])[];
  readonly warnings: string[];
}

function createSignals(emitter?: SignalEmitter): Bench {
  const [process, rings, warnings]: [EventEmitter, (readonly string[])[], string[]] = [new EventEmitter(), [], []];
  const ring = (members: ReadonlySet<string>): void => void rings.push([...members]);
  return { process, rings, warnings, signals: new Signals(emitter ?? process, ring, (text) => warnings.push(text)) };
}

describe('Signals', () => {
  it('share one listener and ring once for all members', () => {
    const { process, rings, signals } = createSignals();
    signals.listen('SIGUSR2', 'a');
    signals.listen('SIGUSR2', 'b');
    signals.listen('SIGUSR2', 'a');
    expect(process.listenerCount('SIGUSR2')).toBe(1);
    process.emit('SIGUSR2');
    expect(rings).toEqual([['a', 'b']]);
  });

  it('tell signals apart', () => {
    const { process, rings, signals } = createSignals();
    signals.listen('SIGUSR2', 'a');
    signals.listen('SIGHUP', 'b');
    process.emit('SIGHUP');
    expect(rings).toEqual([['b']]);
  });

  it('let go of a member, and of the signal with the last of them', () => {
    const { process, rings, signals } = createSignals();
    const [first, second] = [signals.listen('SIGUSR2', 'a'), signals.listen('SIGUSR2', 'a')];
    first();
    first();
    process.emit('SIGUSR2');
    expect(rings).toEqual([['a']]);
    second();
    second();
    expect(process.listenerCount('SIGUSR2')).toBe(0);
    signals.listen('SIGUSR2', 'c');
    second();
    process.emit('SIGUSR2');
    expect(rings).toEqual([['a'], ['c']]);
  });

  it('warn by name of others who listen already', () => {
    const { process, warnings, signals } = createSignals();
    process.on('SIGUSR2', function dumpHeap() {
      /* not called */
    });
    process.on('SIGUSR2', () => undefined);
    signals.listen('SIGUSR2', 'a');
    expect(warnings).toEqual([
      'SIGUSR2 has another listener, dumpHeap, an anonymous function, which runs at every reload; choose another signal.',
    ]);
  });

  it('warn at the signal of others who came later', () => {
    const { process, rings, warnings, signals } = createSignals();
    signals.listen('SIGUSR2', 'a');
    expect(warnings).toEqual([]);
    process.on('SIGUSR2', function shutDown() {
      /* called beside */
    });
    process.emit('SIGUSR2');
    expect(warnings.join()).toContain('SIGUSR2 has another listener, shutDown,');
    expect(rings).toEqual([['a']]);
  });

  it('do not warn of themselves', () => {
    const { process, warnings, signals } = createSignals();
    signals.listen('SIGUSR2', 'a');
    signals.listen('SIGUSR2', 'b');
    process.emit('SIGUSR2');
    expect(warnings).toEqual([]);
  });

  it('that the platform does not know are named', () => {
    const { process, warnings, signals } = createSignals();
    signals.listen('SIGFOO', 'a');
    expect(process.listeners('SIGFOO')).toEqual([]);
    expect(warnings).toEqual([
      'SIGFOO cannot be listened to on this platform (Error: unknown signal); call reload() instead.',
    ]);
  });

  it('do not fail where the platform has no such signal, and say so once', () => {
    const emitter: SignalEmitter = {
      on: () => {
        throw Object.assign(new Error('uv_signal_start EINVAL'), { code: 'EINVAL' });
      },
      off: () => undefined,
      listeners: () => [],
    };
    const { warnings, signals } = createSignals(emitter);
    const stop = signals.listen('SIGUSR2', 'a');
    signals.listen('SIGUSR2', 'b');
    stop();
    expect(warnings).toEqual([
      'SIGUSR2 cannot be listened to on this platform (Error: uv_signal_start EINVAL); call reload() instead.',
    ]);
  });
});
