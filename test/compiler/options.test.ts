/** Checks that webpack refuses wrong options and says what it accepts. */

import webpack from 'webpack';
import { HotReloadPlugin } from '../../dist/src';
import type { HotReloadPluginOptions } from '../../dist/src';

/** Passes options that the types would not let through. */
function create(options: object): () => unknown {
  return () => webpack({ entry: './main.js', plugins: [new HotReloadPlugin(options)] });
}

test.each([
  ['an unknown option', { modus: 'manual' }, /options has an unknown property 'modus'.*mode\?/s],
  ['mode', { mode: 'sometimes' }, /options\.mode should be one of these:\s+"automatic" \| "manual"/],
  ['signal', { signal: true }, /options\.signal should be one of these:.*"SIGUSR2".*false/s],
  ['a signal nobody can hear', { signal: 'SIGKILL' }, /options\.signal/],
  ['a signal without its SIG', { signal: 'USR2' }, /options\.signal/],
  ['a signal that is none', { signal: 'SIGFOO' }, /options\.signal should be one of these:.*"SIGUSR2"/s],
  ['run.signal', { run: { signal: 'SIGSTOP' } }, /options\.run\.signal should be one of these:.*"SIGTERM"/s],
  ['run', { run: 'main' }, /options\.run should be one of these:\s+boolean \| object/],
  ['run.entry', { run: { entry: 1 } }, /options\.run\.entry should be a non-empty string/],
  ['run.env', { run: { env: { PORT: 1 } } }, /options\.run\.env\.PORT should be a string/],
  ['an unknown option of run', { run: { argv: [] } }, /options\.run has an unknown property 'argv'/],
  [
    'run.restart',
    { run: { restart: 'always' } },
    /options\.run\.restart should be one of these:\s+"when-needed" \| "never"/,
  ],
  ['run.keyboard', { run: { keyboard: 'rs' } }, /options\.run\.keyboard should be a boolean/],
  ['run.ports', { run: { ports: 'close' } }, /options\.run\.ports should be one of these:\s+"keep" \| "release"/],
  ['run.watch', { run: { watch: [''] } }, /options\.run\.watch\[0\] should be a non-empty string/],
  ['notify', { notify: 'events' }, /options\.notify should be one of these:\s+"watch" \| object/],
  ['notify.poll', { notify: { poll: 1.5 } }, /options\.notify\.poll should be an integer/],
  ['notify.poll of nothing', { notify: { poll: 0 } }, /options\.notify\.poll should be >= 1/],
  ['fastLane', { fastLane: 'yes' }, /options\.fastLane should be a boolean/],
  ['enabled', { enabled: 'yes' }, /options\.enabled should be a boolean/],
  ['settleTimeout', { settleTimeout: -1 }, /options\.settleTimeout should be >= 0/],
  ['logLevel', { logLevel: 'verbose' }, /options\.logLevel should be one of these:\s+"silent" \| "error"/],
])('refuses %s', (_name, options, message) => {
  expect(create(options)).toThrow(expect.objectContaining({ name: 'ValidationError' }));
  expect(create(options)).toThrow(message);
  expect(create(options)).toThrow(/^Invalid options object\. HotReloadPlugin/);
});

test.each([
  ['none', {}],
  ['options left undefined', { mode: undefined, run: undefined }],
  ['every option', everyOption()],
  ['no signal, run', { signal: false, run: true }],
])('accepts %s', (_name, options) => {
  expect(create(options)).not.toThrow();
});

function everyOption(): HotReloadPluginOptions {
  return {
    mode: 'manual',
    signal: 'SIGUSR1',
    run: {
      entry: 'main',
      args: ['a'],
      execArgv: ['--inspect'],
      env: { A: 'b' },
      cwd: '.',
      signal: 'SIGINT',
      killTimeout: 1,
      restart: 'never',
      keyboard: true,
      ports: 'release',
      watch: ['config.json'],
    },
    notify: { poll: 100 },
    fastLane: false,
    enabled: true,
    settleTimeout: 0,
    logLevel: 'silent',
  };
}

test('a second plugin for one compiler is refused, one for each of several is not', () => {
  const plugins = [new HotReloadPlugin(), new HotReloadPlugin({ mode: 'manual' })];
  const message = 'HotReloadPlugin is in `plugins` of one configuration twice: leave one of them out.';
  expect(() => webpack({ entry: './main.js', plugins })).toThrow(
    expect.objectContaining({ code: 'APPLIED_TWICE', message }) as Error,
  );
  const [first, second] = plugins.map((plugin) => ({ entry: './main.js', plugins: [plugin] }));
  expect(() => webpack([first!, second!])).not.toThrow();
});
