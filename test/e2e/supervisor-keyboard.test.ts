/** Types while an application runs under the supervisor. */

import { Application, cleanUp } from '../support/application';

afterEach(cleanUp);

/** Says what it hears, on stdin and over its channel. */
const MAIN = `
  console.log('started as ' + process.pid);
  process.stdin.setEncoding('utf8').on('data', (text) => console.log('read ' + JSON.stringify(text)));
  process.stdin.on('end', () => console.log('read no more'));
  process.on('message', ({ type }) => console.log('heard of ' + type));
  setInterval(() => undefined, 1_000);
`;

const STARTED = /^started as (\d+)$/;

test('r reloads, rs restarts, everything else goes to the application', async () => {
  const application = new Application({ 'main.js': MAIN }, { plugin: { mode: 'manual', run: { keyboard: true } } });
  const webpack = await application.watch({ hasInput: true });
  await webpack.lines.waitFor(/^\[hot\] type r to reload, rs to restart$/);
  await webpack.lines.waitFor(STARTED);
  webpack.type('r');
  await webpack.lines.waitFor(/^heard of module-hot-reload\/reload$/);
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
