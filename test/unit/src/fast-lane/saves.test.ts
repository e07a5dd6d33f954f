/** Hears of saves in turns of the event loop, and follows what becomes of them. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Save } from '../../../../src/fast-lane/saves';
import { Saves } from '../../../../src/fast-lane/saves';

afterEach(() => void jest.useRealTimers());

const turn = async (): Promise<void> => new Promise((resolve) => void setImmediate(() => resolve()));

/** Files whose text is their version, and what is told of them. */
class Files {
  readonly #texts = new Map<string, string>();
  readonly told: (readonly Save[])[] = [];
  known = 0;
  readonly failed = new Set<string>();
  readonly saves = new Saves((file) => (this.#texts.has(file) ? Buffer.from(this.#texts.get(file)!) : undefined), {
    onSaved: (saves) => this.told.push(saves),
    onKnown: () => (this.known += 1),
    onTold: () => undefined,
    failed: this.failed,
  });

  /** Saves files, and has them told of; returns what is news. */
  async save(texts: Record<string, string>): Promise<readonly Save[]> {
    for (const [file, text] of Object.entries(texts)) {
      this.#texts.set(file, text);
      this.saves.add(file, true);
    }
    return this.tell();
  }

  /** Those with saves that are neither in force nor built. */
  get unpublished(): readonly string[] {
    const left = [...this.#texts.keys()].filter((file) => this.saves.findLeft((name) => name === file) === file);
    return [...this.saves.awaited, ...left];
  }

  async tell(): Promise<readonly Save[]> {
    const before = this.told.length;
    await turn();
    return this.told.slice(before).flat();
  }
}

test('files whose saves are heard of in the same turn are told of together, at its end', async () => {
  const files = new Files();
  files.saves.add('a', true);
  files.saves.add('b', true);
  expect(files.told).toEqual([]);
  expect(files.saves.areUntold).toBe(true);
  expect((await files.tell()).map(({ file }) => file)).toEqual(['a', 'b']);
  expect(files.saves.areUntold).toBe(false);
});

test('a save that is heard of twice is told of once', async () => {
  const files = new Files();
  const [save] = await files.save({ a: '1' });
  expect(save).toEqual({ file: 'a', content: Buffer.from('1') });
  expect(await files.save({ a: '1' })).toEqual([]);
  files.saves.make(save!);
  expect(await files.save({ a: '1' })).toEqual([]);
  expect(files.known).toBe(2);
});

test('a file that is saved while its patch is made is not told of: it is read again at the end', async () => {
  const files = new Files();
  await files.save({ a: '1' });
  expect(await files.save({ a: '2' })).toEqual([]);
});

test('a file that is saved when its patch is made is told of again, and the older save closes nothing', async () => {
  const files = new Files();
  const [older] = await files.save({ a: '1' });
  files.saves.make(older!);
  const [newer] = await files.save({ a: '2' });
  files.saves.publish(older!);
  expect(files.unpublished).toEqual(['a']);
  expect(files.saves.areAwaited).toBe(true);
  files.saves.publish(newer!);
  expect(files.unpublished).toEqual([]);
  expect(files.saves.areAwaited).toBe(false);
});

test('a save that is left to the build is open until one is finished that began after it', async () => {
  const files = new Files();
  files.saves.beginBuild();
  const [save] = await files.save({ a: '1' });
  files.saves.leave(save!, true);
  expect([files.saves.areAwaited, files.unpublished]).toEqual([false, ['a']]);
  files.saves.endBuild();
  expect(files.unpublished).toEqual(['a']);
  files.saves.beginBuild();
  expect(files.unpublished).toEqual(['a']);
  files.saves.endBuild();
  expect(files.unpublished).toEqual([]);
});

test('what was saved for a build that has failed is told of again with the next save, until it is in force', async () => {
  const files = new Files();
  const [save] = await files.save({ a: '1' });
  files.saves.leave(save!, true);
  files.saves.beginBuild();
  files.failed.add('a');
  files.saves.endBuild();
  const [own, again] = await files.save({ b: '1' });
  expect([own?.file, again]).toEqual(['b', { file: 'a', content: Buffer.from('1') }]);
  expect((await files.save({ b: '2' })).map(({ file }) => file)).toEqual([]);
  files.saves.make(own!);
  files.saves.publish(again!);
  expect((await files.save({ b: '3' })).map(({ file }) => file)).toEqual(['b']);
  files.failed.clear();
  files.saves.endBuild();
  expect((await files.save({ c: '1' })).map(({ file }) => file)).toEqual(['c']);
});

test.each([
  [true, 0],
  [false, 1],
])('a further event for a save that is left, and this is over: %s, tells of %i save', async (isOver, count) => {
  const files = new Files();
  const [save] = await files.save({ a: '1' });
  files.saves.leave(save!, isOver);
  expect(await files.save({ a: '1' })).toHaveLength(count);
});

test('a file that cannot be read is told of each time', async () => {
  const files = new Files();
  files.saves.add('a', true);
  const [save] = await files.tell();
  expect(save).toEqual({ file: 'a', content: undefined });
  files.saves.leave(save!, true);
  files.saves.add('a', true);
  expect(await files.tell()).toHaveLength(1);
});

test('everything is heard of that was saved before, also where the event loop has just asked for it', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'saves-'));
  const heard: string[] = [];
  const watcher = fs.watch(folder, (_, name) => heard.push(name ?? ''));
  const { saves } = new Files();
  for (let time = 0; time < 20; time++) {
    const name = `saved-${String(time)}`;
    await new Promise<void>((resolve) => {
      fs.stat(folder, () => {
        fs.writeFileSync(path.join(folder, name), 'text');
        saves.whenHeard('a', resolve);
      });
    });
    expect(heard).toContain(name);
  }
  watcher.close();
  fs.rmSync(folder, { recursive: true });
});

/** Time stands still, but the event loop has its turns. */
const stopTime = (): unknown => jest.useFakeTimers({ doNotFake: ['setImmediate'] });

/** Notes what is called back. */
function noteReports(
  saves: Saves,
  files: readonly string[],
  wait: 'whenHeard' | 'whenReported' = 'whenHeard',
): string[] {
  const reported: string[] = [];
  for (const file of files) saves[wait](file, () => reported.push(file));
  return reported;
}

test('what the watcher has reported is waited for no longer than for other saves', async () => {
  stopTime();
  const { saves } = new Files();
  saves.add('a', false);
  saves.add('a', true);
  const reported = noteReports(saves, ['a']);
  await turn();
  expect(reported).toEqual([]);
  await turn();
  expect(reported).toEqual(['a']);
});

test('what it has not reported is waited for', async () => {
  stopTime();
  const { saves } = new Files();
  saves.add('a', false);
  saves.add('b', false);
  const reported = noteReports(saves, ['a', 'b']);
  for (let time = 0; time < 5; time++) await turn();
  expect(reported).toEqual([]);
  saves.add('b', true);
  await turn();
  expect(reported).toEqual(['b']);
  saves.add('a', true);
  await turn();
  expect(reported).toEqual(['b', 'a']);
});

test('a watcher that says nothing is not waited for long, and less where a module is to be built than published', async () => {
  stopTime();
  const { saves } = new Files();
  saves.add('a', false);
  const [built, published] = [noteReports(saves, ['a'], 'whenReported'), noteReports(saves, ['a'])];
  for (let time = 0; time < 3; time++) await turn();
  expect([built, published]).toEqual([[], []]);
  jest.advanceTimersByTime(2);
  expect([built, published]).toEqual([['a'], []]);
  jest.advanceTimersByTime(4);
  expect([built, published]).toEqual([['a'], ['a']]);
});

test('a report is waited for alone, and not at all where there is one', async () => {
  stopTime();
  const { saves } = new Files();
  saves.add('a', false);
  saves.add('b', true);
  const reported = noteReports(saves, ['a', 'b'], 'whenReported');
  expect(reported).toEqual(['b']);
  saves.add('a', true);
  await turn();
  expect(reported).toEqual(['b', 'a']);
});
