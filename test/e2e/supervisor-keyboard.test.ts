/** Types while an application runs under the supervisor. */

import fs from 'node:fs';
import { Application, cleanUp } from '../support/application';
import { until } from '../support/until';

afterEach(cleanUp);

/** Says what it hears. */
const MAIN = `
  console.log('started as ' + process.pid);
  process.stdin.setEncoding('utf8').on('data', (text) => console.log('read ' + JSON.stringify(text)));
  process.stdin.on('end', () => console.log('read no more'));
  setInterval(() => undefined, 1_000);
`;

const STARTED = /^started as (\d+)$/;

test('r reloads, rs restarts, everything else goes to the application', async () => {
  const application = new Application({ 'main.js': MAIN }, { plugin: { mode: 'manual', run: { keyboard: true } } });
  const webpack = await application.watch({ hasInput: true });
  await webpack.lines.waitFor(/^\[hot\] type r to reload, rs to restart$/);
  await webpack.lines.waitFor(STARTED);
  webpack.type('r');
  // Every process that runs the bundle follows this file, and so does every worker thread.
  const asksAll = (): boolean => fs.readdirSync(application.output).some((name) => name.startsWith('hot-request.'));
  await until(
    () => 'nobody was asked',
    () => asksAll() || undefined,
  );
  webpack.type('hello');
  await webpack.lines.waitFor(/^read "hello\\n"$/);
  webpack.type('rs');
  await webpack.lines.waitFor(/^\[hot\] restarting: rs was typed$/);
  const [first, second] = await webpack.lines.waitForCount(STARTED, 2);
  expect(second).not.toBe(first);
  webpack.type('hello again');
  await webpack.lines.waitFor(/^read "hello again\\n"$/);
  webpack.endInput();
  await webpack.lines.waitFor(/^read no more$/);
  expect(webpack.lines.matching(/^read "rs?\\n"$|read no more/)).toEqual(['read no more']);
  expect(webpack.lines.matching(/^\[hot\] type/)).toHaveLength(1);
});

test('in automatic mode nobody needs to know of r', async () => {
  const application = new Application({ 'main.js': MAIN }, { plugin: { run: { keyboard: true } } });
  const webpack = await application.watch({ hasInput: true });
  await webpack.lines.waitFor(/^\[hot\] type rs to restart$/);
  // An open stdin must not keep a compiler alive that has been told to end.
  webpack.signal('SIGTERM');
  expect(await webpack.waitForEnd()).toBe(0);
});

test('where stdin is no terminal the application reads it itself', async () => {
  const application = new Application({ 'main.js': MAIN }, { plugin: { run: true } });
  const webpack = await application.watch({ hasInput: true });
  await webpack.lines.waitFor(STARTED);
  webpack.type('rs');
  await webpack.lines.waitFor(/^read "rs\\n"$/);
  expect(webpack.lines.matching(/^\[hot\]/)).toEqual([]);
});
