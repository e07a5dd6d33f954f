/** Tests whether the text of a patch counts as older or newer than the one that a build has read. */

import { BuiltTexts } from '../../../src/built-texts';

/** A file whose text is a variable. */
class World {
  onDisk = 'one';
  isReported = false;
  readonly texts = new BuiltTexts(
    () => Buffer.from(this.onDisk),
    () => this.isReported,
  );

  ageOf(content: string, readAt: number): string {
    return this.texts.ageOf({ file: 'a', content: Buffer.from(content), readAt });
  }
}

test('what a build has read is compared with the patch, and with what the file holds now', () => {
  const world = new World();
  world.texts.begin();
  world.texts.note('a', Buffer.from('one'));
  expect([world.ageOf('one', 0), world.ageOf('other', 0)]).toEqual(['same', 'older']);
  world.onDisk = 'two';
  expect([world.ageOf('one', 0), world.ageOf('two', 0)]).toEqual(['same', 'newer']);
});

test('what a build has not read is newer where it was read after the build had begun', () => {
  const world = new World();
  world.texts.begin();
  expect([world.ageOf('one', 0), world.ageOf('one', performance.now() + 1)]).toEqual(['same', 'newer']);
});

test('it is newer as well where the watcher reports it only then', () => {
  const world = new World();
  world.texts.begin();
  world.isReported = true;
  expect(world.ageOf('one', 0)).toBe('newer');
});
