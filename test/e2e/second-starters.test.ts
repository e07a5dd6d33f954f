/** Starts what is there already a second time. */

import { Application, cleanUp } from '../support/application';
import { SERVER, greetingApp, leaf } from '../support/sources';

afterEach(cleanUp);

const sources = { ...SERVER, 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') };

test('a second webpack on the same output folder is named, once by each of the two', async () => {
  const application = new Application(sources);
  const first = await application.watch();
  const second = application.startWebpack(['--watch']);
  const warning = (pid: number): RegExp =>
    new RegExp(
      `^\\[hot\\] warning: another webpack \\(pid ${pid}, since \\d\\d:\\d\\d\\) also builds into dist; stop one of the two\\.$`,
    );
  await second.lines.waitFor(warning(first.pid));
  application.edit('leaf.js', leaf('two'));
  await first.lines.waitFor(warning(second.pid));
  application.edit('leaf.js', leaf('three'));
  await application.published(() => application.edit('leaf.js', leaf('four')));
  expect(second.lines.matching(/another webpack/)).toHaveLength(1);

  await second.stop();
  const third = application.startWebpack(['--watch']);
  await third.lines.waitFor(warning(first.pid));
  expect(third.lines.matching(new RegExp(`pid ${second.pid}`))).toEqual([]);
});

test('a process that runs the same bundle beside the one that run has started is named once', async () => {
  const application = new Application(sources, { plugin: { run: true } });
  const webpack = await application.watch();
  await application.server(webpack);
  const other = await application.serve();
  const text = `warning: pid ${other.pid} (dist/main.js) runs the same bundle and was not started by run; stop it, or leave run out.`;
  await webpack.lines.waitFor(/runs the same bundle/);
  await application.published(() => application.edit('leaf.js', leaf('two')));
  await other.untilText('/', 'hello two');
  await webpack.lines.waitFor(/applied in [\d.]+ ms by pid \d+ and \d+/);
  expect(webpack.lines.matching(/warning/)).toEqual([`[hot] ${text}`]);
});
