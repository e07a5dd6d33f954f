/** Saves a file in a new folder before webpack's watcher has looked at it. */

import fs from 'node:fs';
import path from 'node:path';
import type { Compiler, Stats } from 'webpack';
import { Project, cleanUp, expectNoErrors, watch } from './support/project';

afterEach(cleanUp);

const leaf = (value: number): string => `export const value = ${value};\n`;

/** Does something as soon as webpack watches a file whose folder its watcher has still to look at. */
function whenWatched({ watchFileSystem }: Compiler, file: string, action: () => void): void {
  const files = watchFileSystem!;
  const { watch: original } = files;
  files.watch = (...args) => {
    if ([...args[0]].includes(file)) {
      files.watch = original;
      // The watcher looks in the background, which has its turn after this.
      queueMicrotask(action);
    }
    return Reflect.apply(original, files, args);
  };
}

const contains =
  (text: string) =>
  ({ compilation }: Stats): boolean =>
    [...compilation.modules].some((module) => module.originalSource()?.source().toString() === text);

test('a file of a folder that the watcher has not looked at yet is built as it is when the build begins', async () => {
  const project = new Project({ 'main.js': 'console.log(1);\n' });
  const session = await watch(project.configure());
  const file = path.join(project.folder, 'new/leaf.js');
  whenWatched(session.compiler, file, () => {
    project.write({ 'new/leaf.js': leaf(2) });
    // Saved so long before the build that the watcher, which allows for coarse times, takes no notice of it afterwards.
    const before = new Date(Date.now() - 100);
    fs.utimesSync(file, before, before);
    session.compiler.watching!.invalidate();
  });

  const save = (): void => project.write({ 'new/leaf.js': leaf(1), 'main.js': "import './new/leaf';\n" });
  expectNoErrors(await session.after(save, contains(leaf(2))));
});
