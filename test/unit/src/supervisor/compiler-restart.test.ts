/** Checks when and how webpack is started again. */

import { decideKeptEnd, type KeptEnd } from '../../../../src/supervisor/compiler-restart/keeper-decisions';
import { isKeeperMessage, isKeptMessage } from '../../../../src/supervisor/compiler-restart/keeper-messages';
import { findStartCommand } from '../../../../src/supervisor/compiler-restart/start-command';

const end = { kind: 'exited', code: 2 } as const;
const killed = { kind: 'killed', signal: 'SIGSEGV' } as const;
const failed: KeptEnd = { end, wasReady: false, wantsAgain: false, hasChanged: false, isOver: false };

test.each([
  ['has asked for another one', { wasReady: true, wantsAgain: true }, { type: 'start' }],
  [
    'has asked for another one, and all is to end',
    { wasReady: true, wantsAgain: true, isOver: true },
    { type: 'end', end },
  ],
  ['could not use its configuration', {}, { type: 'wait' }],
  ['could not use its configuration, which was saved meanwhile', { hasChanged: true }, { type: 'start' }],
  ['could not use its configuration, and all is to end', { isOver: true }, { type: 'end', end }],
  ['has ended by itself', { wasReady: true }, { type: 'end', end }],
  [
    'has done its work',
    { end: { kind: 'exited', code: 0 } as const },
    { type: 'end', end: { kind: 'exited', code: 0 } },
  ],
  ['was killed', { end: killed }, { type: 'end', end: killed }],
])('a webpack that %s', (_what, facts, move) => {
  expect(decideKeptEnd({ ...failed, ...facts })).toEqual(move);
});

describe('the command', () => {
  const facts = { execPath: '/bin/node', execArgv: ['--no-warnings'], isOneOfSeveral: false };
  const cli = '/app/node_modules/webpack-cli/bin/cli.js';

  test.each([cli, '/app/node_modules/webpack/bin/webpack.js', 'C:\\app\\node_modules\\webpack\\bin\\webpack.js'])(
    'of %s is that which has started this process',
    (script) => {
      expect(findStartCommand({ ...facts, argv: ['node', script, '--watch'] })).toEqual({
        file: '/bin/node',
        args: ['--no-warnings', script, '--watch'],
      });
    },
  );

  test.each([
    ['of another program', { argv: ['node', '/app/build.js'] }],
    ['that also serves', { argv: ['node', cli, 'serve'] }],
    ['of several compilers', { argv: ['node', cli], isOneOfSeveral: true }],
    ['of no program', { argv: ['node'] }],
  ])('%s is unknown', (_what, changes) => {
    expect(findStartCommand({ ...facts, ...changes })).toBeUndefined();
  });
});

test('messages are known by their form', () => {
  expect(isKeptMessage({ type: 'module-hot-reload/again' })).toBe(true);
  expect(isKeptMessage({ type: 'module-hot-reload/ready', files: ['/a'] })).toBe(true);
  expect(isKeptMessage({ type: 'module-hot-reload/ready', files: [1] })).toBe(false);
  expect(isKeptMessage('again')).toBe(false);
  expect(isKeeperMessage({ type: 'module-hot-reload/end', signal: 'SIGINT', count: 1 })).toBe(true);
  expect(isKeeperMessage({ type: 'module-hot-reload/end', signal: 'SIGINT' })).toBe(false);
});
