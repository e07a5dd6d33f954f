/** A supervised process is the application's own, ends with its compiler, and tells what it has loaded. */

import path from 'node:path';
import { ask } from '../support/ask';
import { StartedProcess } from '../support/started-process';
import { cleanUpSupervised, Supervised } from '../support/supervised';
import { useTemporaryFolder } from '../support/temporary-folder';
import { until } from '../support/until';
import fs from 'node:fs';

afterEach(cleanUpSupervised);

const COMPILER = path.resolve(__dirname, '../support/compiler.cjs');

describe('when the compiler is killed', () => {
  const folder = useTemporaryFolder();
  const serve = "require('node:http').createServer().listen(0, () => console.log('ready ' + process.pid));";

  /** What is done before the compiler is killed. */
  type Before = (compiler: StartedProcess, pid: number) => Promise<unknown>;

  /** Kills the compiler of a script, and waits until nobody has its output open any more: the script has ended. */
  async function survivorOf(
    script: string,
    killTimeout = 10_000,
    before: Before = async () => undefined,
  ): Promise<readonly string[]> {
    const file = path.join(folder.path, 'main.js');
    fs.writeFileSync(file, script);
    const compiler = new StartedProcess(COMPILER, { cwd: folder.path, args: [file, String(killTimeout)] });
    const [, pid] = await compiler.lines.waitFor(/^ready (\d+)$/);
    try {
      await before(compiler, Number(pid));
      compiler.signal('SIGKILL');
      await compiler.waitForEnd();
      await until(
        () => 'The process is still there',
        () => !isRunning(Number(pid)) || undefined,
      );
    } finally {
      if (isRunning(Number(pid))) process.kill(Number(pid), 'SIGKILL');
    }
    return compiler.lines.all.slice(1);
  }

  it('the process ends', async () => {
    expect(await survivorOf(serve)).toEqual([]);
  });

  it('the process ends in its own way', async () => {
    const script = `${serve} process.on('SIGTERM', () => { console.log('goodbye'); process.exit(); });`;
    expect(await survivorOf(script)).toEqual(['goodbye']);
  });

  it('the process ends also if it ignores its signal', async () => {
    const script = `${serve} process.on('SIGTERM', () => console.log('no'));`;
    expect(await survivorOf(script, 300)).toEqual(['no']);
  });

  it('the process ends also if the compiler has not yet taken its socket', async () => {
    const script = `process.once('SIGUSR2', () => require('node:http').createServer().listen(0, () =>
        setTimeout(() => console.log('offered'), 400)));
      setInterval(() => undefined, 1000);
      console.log('ready ' + process.pid);`;
    const survivor = await survivorOf(script, 10_000, async (compiler, pid) => {
      compiler.signal('SIGSTOP');
      process.kill(pid, 'SIGUSR2');
      await compiler.lines.waitFor(/^offered/);
    });
    expect(survivor).toEqual(['offered']);
  });

  it('no second name of a Unix domain socket stays behind', async () => {
    const script = `const server = require('node:net').createServer();
      server.listen(${JSON.stringify(path.join(folder.path, 'app.sock'))}, () => console.log('ready ' + process.pid));
      process.on('SIGTERM', () => server.close());`;
    expect(await survivorOf(script)).toEqual([]);
    expect(fs.readdirSync(folder.path)).toEqual(['main.js']);
  });

  it('the process ends also if it has closed its channel', async () => {
    const script = `require('node:http').createServer().listen(0);
      process.once('disconnect', () => setImmediate(() => console.log('ready ' + process.pid)));
      process.disconnect();`;
    expect(await survivorOf(script)).toEqual([]);
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it('lets a script end by itself, whatever it has listened to', async () => {
  const supervised = new Supervised();
  supervised.start("process.on('message', () => undefined); console.log('done');");
  expect(await supervised.end()).toBe(0);
});

it('goes on when the application closes its channel', async () => {
  const supervised = new Supervised();
  const script =
    "const server = require('node:http').createServer((req, res) => res.end('on')).listen(0, () => console.log('ready ' + server.address().port));";
  supervised.start(`${script} setTimeout(() => { process.disconnect(); console.log('closed'); }, 400);`);
  const port = Number(await supervised.printed(/^ready (\d+)/));
  await supervised.printed(/^closed/);
  expect(await ask(port)).toBe('on');
  await supervised.restart(script);
  expect(await ask(port)).toBe('on');
});

it('leaves messages to the application', async () => {
  const supervised = new Supervised();
  const script = `process.on('message', (message) => { console.log('got ' + message); process.send('answer'); });
    const server = require('node:http').createServer().listen(0, () => console.log('ready'));`;
  supervised.start(script);
  await supervised.printed(/^ready/);
  supervised.child.send('question');
  await supervised.printed(/^got question/);
  await until(
    () => 'No answer',
    () => supervised.messages.length > 0 || undefined,
  );
  await supervised.restart(script);
  expect(supervised.messages).toEqual(['answer']);
  expect(supervised.lines.matching(/^got/)).toEqual(['got question']);
});

it('leaves no trace in what the application starts', async () => {
  const supervised = new Supervised();
  supervised.write(
    'dist/print.js',
    `const net = require('node:net');
    const isPlain = net.Server.prototype._listen2.name === 'setupListenHandle';
    console.log(process.argv[2] + ' ' + isPlain + ' ' + process.execArgv.length + ' ' + ('MODULE_HOT_RELOAD_PRELOAD' in process.env));`,
  );
  supervised.start(`const file = require('node:path').join(__dirname, 'print.js');
    const { Worker } = require('node:worker_threads');
    require('node:child_process').fork(file, ['fork']);
    new Worker(file, { argv: ['worker'] });`);
  await supervised.end();
  await supervised.printed(/^fork/);
  // Node.js gives its own list to threads; there the script does nothing.
  expect(supervised.lines.all.toSorted()).toEqual(['fork true 0 false', 'worker true 2 false']);
});

it('keeps the port of a cluster', async () => {
  const supervised = new Supervised();
  const script = `const cluster = require('node:cluster');
    if (cluster.isPrimary) {
      for (let count = 0; count < 2; count += 1) cluster.fork();
      let ready = 0;
      cluster.on('listening', (worker, { port }) => { if (++ready === 2) console.log('ready ' + port); });
    } else {
      require('node:http').createServer((req, res) => res.end('from ' + process.ppid)).listen(0);
    }`;
  supervised.start(script);
  const port = Number(await supervised.printed(/^ready (\d+)/));
  for (let round = 0; round < 2; round += 1) {
    expect(await ask(port)).toBe(`from ${supervised.child.pid}`);
    await supervised.stop();
    const waiting = ask(port);
    const from = supervised.lines.all.length;
    supervised.start(script);
    expect(await supervised.printed(/^ready (\d+)/, from)).toBe(String(port));
    expect(await waiting).toBe(`from ${supervised.child.pid}`);
  }
});

it('tells which files besides the bundle are loaded, and each once', async () => {
  const supervised = new Supervised();
  const early = supervised.write('node_modules/early/index.js', '');
  const late = supervised.write('node_modules/late/index.js', '');
  const data = supervised.write('settings.json', '{}');
  supervised.write('dist/chunk.js', '');
  supervised.start(`require('early'); require('../settings.json'); require('./chunk.js');
    process.on('message', ({ type }) => { if (type === 'module-hot-reload/build') require('late'); });
    setInterval(() => undefined, 1000);`);
  const told = (file: string) =>
    until(
      () => `${file} is not told`,
      () => supervised.loaded.includes(file) || undefined,
    );
  await told(early);
  expect(supervised.loaded).toEqual([early, data]);
  supervised.child.send({ type: 'module-hot-reload/build' });
  await told(late);
  expect(supervised.loaded).toEqual([early, data, late]);
});
