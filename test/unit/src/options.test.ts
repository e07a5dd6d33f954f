/** Checks the defaults of the options. */

import { resolveOptions } from '../../../src/options';

test('every option has the default that its documentation names', () => {
  expect(resolveOptions({})).toEqual({
    mode: 'automatic',
    signal: 'SIGUSR2',
    run: false,
    notify: 'watch',
    fastLane: true,
    enabled: 'while-watching',
    settleTimeout: 10_000,
    logLevel: 'info',
  });
});

test('run: true stands for the defaults of its options', () => {
  const defaults = {
    entry: undefined,
    args: [],
    execArgv: [],
    env: {},
    cwd: undefined,
    signal: 'SIGTERM',
    killTimeout: 5_000,
    restart: 'when-needed',
    keyboard: 'on-a-terminal',
    ports: 'keep',
    watch: [],
  };
  expect(resolveOptions({ run: true }).run).toEqual(defaults);
  expect(resolveOptions({ run: {} }).run).toEqual(defaults);
});

test('what the user says stands, false and zero included', () => {
  const options = {
    mode: 'manual',
    signal: false,
    run: {
      entry: 'a',
      args: ['b'],
      execArgv: ['c'],
      env: { D: 'e' },
      cwd: 'f',
      signal: 'SIGINT',
      killTimeout: 0,
      restart: 'never',
      keyboard: false,
      ports: 'release',
      watch: ['g'],
    },
    notify: { poll: 1 },
    fastLane: false,
    enabled: false,
    settleTimeout: 0,
    logLevel: 'silent',
  } as const;
  expect(resolveOptions(options)).toEqual(options);
});

test('what the user passed is not changed', () => {
  const options = Object.freeze({ run: Object.freeze({ args: Object.freeze(['a']) }) });
  expect(resolveOptions(options)).not.toBe(options);
  expect(options).toEqual({ run: { args: ['a'] } });
});
