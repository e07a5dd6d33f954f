/** Stands in for a compiler: starts a script with its sockets kept, and waits to be killed. */

const { fork } = require('node:child_process');
const { PortKeeper } = require('../../dist/src/supervisor/ports/port-keeper');
const { formatSupervision, SUPERVISION_VARIABLE } = require('../../dist/runtime/protocol/supervision');

const [script, killTimeout] = process.argv.slice(2);
const keeper = new PortKeeper('keep', { signal: 'SIGTERM', killTimeout: Number(killTimeout) });
const { execArgv, env, stdio } = keeper.prepare();
const child = fork(script, [], {
  execArgv,
  env: { ...process.env, ...env, [SUPERVISION_VARIABLE]: formatSupervision({ pid: process.pid, restarts: true }) },
  stdio: ['ignore', 'inherit', 'inherit', 'ipc', ...stdio],
});
keeper.attach(child);
