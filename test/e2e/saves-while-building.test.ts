/** Saves a file again while webpack builds: the edit is live before, and the build that is behind changes nothing. */

import { Application, cleanUp } from '../support/application';
import { HELD_BACK, gated, isBuilt, isPatched, openGate } from '../support/gate';
import type { Server } from '../support/server';
import { SERVER, greetingApp, leaf } from '../support/sources';

afterEach(cleanUp);

interface Started {
  readonly application: Application;
  readonly webpack: Awaited<ReturnType<Application['watch']>>;
  readonly server: Server;
}

/** Starts an application, and saves a first edit whose build is held back. */
async function start(): Promise<Started> {
  const sources = { ...SERVER, 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') };
  const application = new Application(sources, { config: gated() + 'infrastructureLogging: { debug: /module-hot-reload/ },' });
  const webpack = await application.watch();
  const server = await application.serve();
  application.editAtomically('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  return { application, webpack, server };
}

test('a build of an older text is published with the patch on top of it, and nothing is run again', async () => {
  const { application, webpack, server } = await start();
  await webpack.lines.waitFor(HELD_BACK);
  application.editAtomically('leaf.js', leaf('three'));
  await server.untilText('/', 'hello three');

  const { build } = application.journal()!;
  openGate(application);
  const behind = await application.untilJournal((journal) => journal.build !== build);
  console.error(webpack.lines.all.join('\n'), JSON.stringify(behind.updates, null, 1));
  expect(isPatched(behind)).toBe(true);
  openGate(application);
  await application.untilJournal(isBuilt);
  expect(await server.get('/')).toBe('hello three');
  await webpack.lines.waitFor(/^\[hot\] #2 leaf\.js: live after \d+ ms \(applied in .*\), build \d+ ms$/);
  expect(await server.lines.waitForCount(/^\[hot\] applied 2 modules/, 2)).toHaveLength(2);
  expect(server.lines.matching(/^\[hot\]/)).toHaveLength(2);
  expect(webpack.lines.matching(/^\[hot\]/)).toHaveLength(1);
});
