/** Checks how the process of the application is started. */

import { resolveOptions, type RunConfig, type RunOptions } from '../../../../src/options';
import { planStart } from '../../../../src/supervisor/start-plan';

function configure(run: RunOptions): RunConfig {
  return resolveOptions({ run }).run as RunConfig;
}

const surroundings = { env: { PATH: '/bin', A: 'compiler' }, pid: 7, keyboard: false };

test('nothing but what was asked for, with a channel', () => {
  const { args, options } = planStart('main.js', configure({}), { execArgv: [], env: {}, stdio: [] }, surroundings);
  expect(args).toEqual([]);
  expect(options).toMatchObject({ execArgv: [], stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  expect(options.env).toEqual({ PATH: '/bin', A: 'compiler', MODULE_HOT_RELOAD_SUPERVISION: '7 restarts' });
});

test('the options of the user come before what the ports need', () => {
  const config = configure({ args: ['a'], execArgv: ['--inspect'], env: { A: 'user' }, cwd: '/app', restart: 'never' });
  const ports = { execArgv: ['--require', 'preload.js'], env: { B: 'ports' }, stdio: ['pipe'] };
  const { args, options } = planStart('main.js', config, ports, { ...surroundings, keyboard: true });
  expect(args).toEqual(['a']);
  expect(options).toMatchObject({
    cwd: '/app',
    execArgv: ['--inspect', '--require', 'preload.js'],
    stdio: ['pipe', 'inherit', 'inherit', 'ipc', 'pipe'],
    env: { A: 'user', B: 'ports', MODULE_HOT_RELOAD_SUPERVISION: '7 keeps' },
  });
});
