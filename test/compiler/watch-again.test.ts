/** Checks that a watch that is opened after another one was closed goes on where that has stopped. */

import path from 'node:path';
import type { Compiler } from 'webpack';
import { HotReloadPlugin } from '../../dist/src';
import { CALLING_APPLICATION, Switchboard } from './support/application';
import { Project, WatchSession, cleanUp, expectNoErrors, watch, withDeadline } from './support/project';

let switchboard: Switchboard;

beforeEach(() => {
  switchboard = new Switchboard();
});

afterEach(async () => {
  await cleanUp();
  switchboard.close();
  jest.restoreAllMocks();
});

/** Waits for a line to be printed. */
async function printed(line: RegExp): Promise<void> {
  await withDeadline(`no line ${line.source}`, async () => {
    await new Promise<void>((resolve) => {
      jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
        if (line.test(String(text))) resolve();
        return true;
      });
    });
  });
}

async function closeWatch({ watching }: Compiler): Promise<void> {
  await new Promise((resolve) => watching?.close(resolve));
}

/** The records of compilers. */
function listCompilers(project: Project): readonly string[] {
  return project.list().filter((name) => path.basename(name).startsWith('compiler.'));
}

test('it tells of saves, and of itself', async () => {
  const main = `require('./leaf'); module.hot.accept('./leaf'); ${CALLING_APPLICATION}`;
  const project = new Project({ 'main.js': main, 'leaf.js': '0;' });
  const run = { env: await switchboard.open() };
  const { compiler } = await watch(project.configure({}, new HotReloadPlugin({ run, fastLane: false })));
  await switchboard.next();
  await closeWatch(compiler);
  expect(listCompilers(project)).toEqual([]);
  const session = new WatchSession(compiler);
  expectNoErrors(await session.first());
  expect(listCompilers(project)).toHaveLength(1);
  await switchboard.next();
  const line = printed(/^\[hot\] #\d+ leaf\.js: build /);
  project.write({ 'leaf.js': '1;' });
  await line;
});
