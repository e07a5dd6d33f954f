/** Edits of the entry, each of which needs another process, while clients never pause: not one request is lost. */

import { Application, cleanUp } from '../support/application';
import { LoadClient } from '../support/load-client';

afterEach(cleanUp);

const EDITS = 20;

const main = (version: number): string => `
  import http from 'node:http';
  const server = http.createServer((request, response) => response.end('version ${version} of ' + process.pid));
  server.listen(0, () => console.log('listening on ' + server.address().port + ' with ${version}'));
`;

test('no request is lost and none is refused', async () => {
  const application = new Application({ 'main.js': main(0) }, { plugin: { run: true } });
  const webpack = await application.watch();
  const [, port] = await webpack.lines.waitFor(/^listening on (\d+) with 0$/);
  const clients = [true, false].map(
    (keepAlive) => new LoadClient({ port: Number(port), path: '/', keepAlive, expected: /^version \d+ of \d+$/ }),
  );
  for (let version = 1; version <= EDITS; version += 1) {
    application.edit('main.js', main(version));
    // The port that the system chose first stays.
    await webpack.lines.waitFor(new RegExp(`^listening on ${port ?? ''} with ${version}$`));
  }
  await Promise.all(clients.map(async (client) => client.stop()));
  for (const { answered, faults, sent } of clients) {
    expect({ answered, faults }).toEqual({ answered: sent, faults: [] });
    expect(sent).toBeGreaterThan(EDITS);
  }
  const reason = '[hot] restarting: main.js is not accepted';
  expect(webpack.lines.matching(/^\[hot\] restarting/)).toEqual(Array<string>(EDITS).fill(reason));
});
