/** Tests what command lines mean, and what is said of those that mean nothing. */

import { readArguments } from '../../../../src/cli/arguments';

it.each<[string, object]>([
  ['status', { kind: 'status', json: false, folder: undefined }],
  ['status --json --folder dist', { kind: 'status', json: true, folder: 'dist' }],
  ['reload', { kind: 'reload', timeout: 30_000 }],
  ['reload --timeout 5 --folder=out', { kind: 'reload', timeout: 5, folder: 'out' }],
  ['wait --json', { kind: 'wait', timeout: 60_000, json: true }],
  ['--timeout 0 wait', { kind: 'wait', timeout: 0, json: false }],
  ['--help', { kind: 'help' }],
  ['status -h', { kind: 'help' }],
  ['--version', { kind: 'version' }],
])('%s', (line, command) => {
  expect(readArguments(line.split(' '))).toMatchObject(command);
});

it.each([
  ['', 'Name a command: status, reload or wait.'],
  ['restart', "There is no command 'restart'; there are status, reload and wait."],
  ['toString', "There is no command 'toString'; there are status, reload and wait."],
  ['status dist', "'dist' is one argument too many for status."],
  ['status --timeout 5', 'status has no option --timeout.'],
  ['reload --json', 'reload has no option --json.'],
  ['wait --timeout soon', "--timeout takes a number of milliseconds, not 'soon'."],
  ['wait --timeout=-1', "--timeout takes a number of milliseconds, not '-1'."],
  ['wait --fast', "Unknown option '--fast'."],
])("'%s' is wrong", (line, message) => {
  expect(readArguments(line.split(' ').filter(Boolean))).toEqual({ kind: 'wrong', message });
});
