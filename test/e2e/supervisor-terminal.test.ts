/** Runs webpack and the application in a terminal, as a person does. */

import { isAlive, untilGone } from '../support/alive';
import { Application, cleanUp, type BuildOptions } from '../support/application';
import type { StartedProcess } from '../support/started-process';
import { CONTROL_C, HAS_TERMINAL } from '../support/terminal';
import { formatConfig } from '../support/webpack-config';

afterEach(cleanUp);

/** A machine without a terminal to offer shows the tests as skipped. */
const describeHere = HAS_TERMINAL ? describe : describe.skip;

const LOOP = 'setInterval(() => undefined, 1_000);';
const MAIN = `
  console.log('started as ' + process.pid + ', ' + (process.stdout.isTTY ? 'to a terminal' : 'to a pipe'));
  process.stdin.on('data', (text) => console.log('read ' + text));
  ${LOOP}
`;
const STUBBORN = `
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => console.log('ignored ' + signal));
  ${MAIN}
`;
const STARTED = /^started as (\d+), to a terminal/;

async function watch(
  main: string,
  options: BuildOptions = { plugin: { run: true } },
): Promise<{
  readonly application: Application;
  readonly webpack: StartedProcess;
  readonly pid: number;
}> {
  const application = new Application({ 'main.js': main }, options);
  // The shell has to survive the signal, which it gets as well, to say what has become of webpack and of the terminal.
  const inTerminal = (command: string): string => `trap : INT; stty -g; ${command}; echo "ended with $?"; stty -g`;
  const webpack = await application.watch({ inTerminal });
  const [, pid] = await webpack.lines.waitFor(STARTED);
  return { application, webpack, pid: Number(pid) };
}

describeHere('in a terminal', () => {
  test('Ctrl-C ends everything within a second, and is no crash', async () => {
    const { webpack, pid } = await watch(MAIN);
    await webpack.lines.waitFor(/^\[hot\] type rs to restart/);
    const start = performance.now();
    webpack.press(CONTROL_C);
    await webpack.lines.waitFor(/ended with 0/);
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(isAlive(pid)).toBe(false);
    expect(webpack.lines.matching(/crash|ended by/)).toEqual([]);
    await webpack.waitForEnd();
    const [before, after] = webpack.lines.matching(/^[0-9a-f]+(:[0-9a-f]+)+/);
    expect(before).toBeDefined();
    expect(after).toBe(before);
  });

  test('a second Ctrl-C does not wait for an application that does not want to end', async () => {
    const { webpack, pid } = await watch(STUBBORN, { plugin: { run: { killTimeout: 60_000 } } });
    webpack.press(CONTROL_C);
    await webpack.lines.waitFor(/ignored SIGTERM/);
    webpack.press(CONTROL_C);
    await webpack.lines.waitFor(/ended with 0/);
    // Webpack has not waited for that.
    await untilGone(pid);
  });

  test('lines are for the supervisor or for the application', async () => {
    const { webpack } = await watch(MAIN);
    webpack.type('hello');
    await webpack.lines.waitFor(/^read hello/);
    webpack.type('rs');
    await webpack.lines.waitForCount(STARTED, 2);
  });

  test('all of that is so after webpack was started again', async () => {
    const { application, webpack } = await watch(MAIN);
    application.edit('./webpack.config.js', `${formatConfig({ run: true }, '')}\n// edited`);
    await webpack.lines.waitForCount(STARTED, 2);
    webpack.type('hello');
    await webpack.lines.waitFor(/^read hello/);
    webpack.type('rs');
    const all = await webpack.lines.waitForCount(STARTED, 3);
    webpack.press(CONTROL_C);
    await webpack.lines.waitFor(/ended with 0/);
    const pids = all.map((line) => Number(STARTED.exec(line)?.[1]));
    expect(pids.map(isAlive)).toEqual([false, false, false]);
  });

  test('an application that takes its time to end gets it, after webpack was started again as well', async () => {
    const slow = `process.on('SIGINT', () => undefined); process.on('SIGTERM', () => {
      setTimeout(() => { console.log('closed well'); process.exit(0); }, 300);
    }); ${MAIN}`;
    const { application, webpack } = await watch(slow);
    application.edit('./webpack.config.js', `${formatConfig({ run: true }, '')}\n// edited`);
    await webpack.lines.waitForCount(STARTED, 2);
    webpack.press(CONTROL_C);
    await webpack.lines.waitFor(/ended with 0/);
    expect(webpack.lines.matching(/closed well/)).toHaveLength(2);
  });
});
