/** Builds files that are empty when webpack reads them: an editor may be about to write them, or not. */

import path from 'node:path';
import type { Stats } from 'webpack';
import { Project, cleanUp, expectNoErrors, watch } from './support/project';
import type { WatchSession } from './support/project';

afterEach(cleanUp);

const TEXT = 'export const value = 2;\n';

/** Empties a file; it is written, if at all, as soon as webpack has read so many times that it is empty. */
async function save(writeAfter: number): Promise<{ project: Project; stats: Stats }> {
  const project = new Project({
    'main.js': "import { value } from './leaf';\nconsole.log(value);\n",
    'leaf.js': 'export const value = 1;\n',
  });
  const session = await watch(project.configure());
  const leaf = path.join(project.folder, 'leaf.js');
  let reads = 0;
  onRead(session, (file, content) => {
    if (file === leaf && content.length === 0 && (reads += 1) === writeAfter) project.write({ 'leaf.js': TEXT });
  });
  const stats = await session.after(() => project.write({ 'leaf.js': '' }));
  return { project, stats };
}

/** Tells what webpack's input file system gives to those who read, after they have got it. */
function onRead({ compiler }: WatchSession, tell: (file: string, content: Buffer) => void): void {
  type Read = (file: string, done: (error: Error | null, content: Buffer) => void) => void;
  const files = compiler.inputFileSystem as unknown as { readFile: Read };
  const { readFile } = files;
  files.readFile = (file, done) => {
    Reflect.apply(readFile, files, [
      file,
      (error: Error | null, content: Buffer) => {
        done(error, content);
        if (error === null) tell(file, content);
      },
    ]);
  };
}

const update = ({ project, stats }: { project: Project; stats: Stats }): string => {
  expectNoErrors(stats);
  const [last] = project.journal().updates.slice(-1);
  expect(last?.to).toBe(stats.hash);
  return project.read(Object.keys(last?.files ?? {})[0] ?? '');
};

test.each([1, 3])(
  'a file that is empty when it is read %i times is built with the text that follows',
  async (times) => {
    expect(update(await save(times))).toContain('const value = 2;');
  },
);

test('a file that stays empty is built as it is', async () => {
  expect(update(await save(Infinity))).toMatch(/!\*\*\* \.\/leaf\.js \*\*\*![^(]*\(\) \{\s*\/\*\*\*\/ \}/);
});
