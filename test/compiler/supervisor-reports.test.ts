/** Checks what the supervisor takes from the records that processes send. */

import { resolveOptions, type RunConfig } from '../../src/options';
import type { PortKeeping } from '../../src/supervisor/port-keeping';
import { Supervisor } from '../../src/supervisor/supervisor';
import { record } from '../unit/src/processes/records';
import { Project, cleanUp, withDeadline } from './support/project';

const NO_PORTS: PortKeeping = {
  prepare: () => ({ execArgv: [], env: {}, stdio: [] }),
  attach: () => undefined,
  drain: async () => Promise.resolve(),
  close: () => undefined,
};

/** Tells that it runs a build, and crashes as soon as it has told that it runs a patch of the next one. */
const CRASHING = `
  const tell = (build, done) => {
    const record = { ...${JSON.stringify(record())}, pid: process.pid, build };
    process.send({ type: 'module-hot-reload/process', record }, undefined, {}, done);
  };
  process.on('message', () => tell('patch of 2', () => process.exit(4)));
  tell('1');
`;

let supervisor: Supervisor;

afterEach(async () => {
  await supervisor.stop('end-insisted');
  await cleanUp();
});

test('a process that runs a patch has reached the build that it is for', async () => {
  const file = `${new Project({ 'main.js': CRASHING }).folder}/main.js`;
  let onSaid = (_line: string): void => undefined;
  let onTold = (): void => undefined;
  const said = new Promise<string>((resolve) => (onSaid = resolve));
  const told = new Promise<void>((resolve) => (onTold = resolve));
  supervisor = new Supervisor(resolveOptions({ run: true }).run as RunConfig, false, {
    ports: NO_PORTS,
    say: (line) => onSaid(line),
    onRecord: () => onTold(),
    reload: () => undefined,
    hasReached: (build, goal) => build === goal || build === `patch of ${goal}`,
    belongsTo: ({ pid }, own) => pid === own,
    onLoaded: () => undefined,
    onStart: () => undefined,
  });
  supervisor.built({ hash: '1', file });
  await withDeadline('the process told nothing', async () => told);
  supervisor.built({ hash: '2', file });
  expect(await withDeadline('nothing was said', async () => said)).toBe(
    'the application crashed with exit code 4; it starts again with the next build',
  );
});
