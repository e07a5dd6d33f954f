/** Tests that both triggers ring when the journal is written, on a real file system. */

import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { JournalPoll } from '../../../../runtime/triggers/journal-poll';
import { JournalWatch } from '../../../../runtime/triggers/journal-watch';
import type { Trigger } from '../../../../runtime/triggers/trigger';
import { useTemporaryFolder } from '../../../support/temporary-folder';

const FILE = '.hot.json';

const folder = useTemporaryFolder();
const triggers: Trigger[] = [];

afterEach(() => {
  for (const trigger of triggers.splice(0)) trigger.stop();
});

/** Counts rings, and lets a test wait for the next one. */
class Bell {
  count = 0;
  #waiting: (() => void)[] = [];

  readonly ring = (): void => {
    this.count += 1;
    for (const resolve of this.#waiting.splice(0)) resolve();
  };

  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

/** Writes the journal as the compiler does: a temporary file first. */
function publish(text: string, path: string = folder.path): void {
  writeFileSync(join(path, `${FILE}.tmp`), text);
  renameSync(join(path, `${FILE}.tmp`), join(path, FILE));
}

const KINDS: readonly (readonly [string, (path: string, bell: Bell) => Trigger])[] = [
  ['JournalWatch', (path, bell) => new JournalWatch(path, FILE, bell.ring)],
  ['JournalPoll', (path, bell) => new JournalPoll(join(path, FILE), 5, bell.ring)],
];

describe.each(KINDS)('%s', (_, create) => {
  const start = (bell: Bell, path: string = folder.path): Trigger => {
    const trigger = create(path, bell);
    triggers.push(trigger);
    trigger.ref();
    return trigger;
  };

  it('rings for each journal that is renamed into place', async () => {
    const bell = new Bell();
    start(bell);
    for (const text of ['one', 'second', 'third one']) {
      const rung = bell.next();
      publish(text);
      await rung;
    }
    expect(bell.count).toBeGreaterThanOrEqual(3);
  });

  it('rings when the output folder was emptied and is written again', async () => {
    const bell = new Bell();
    publish('old');
    start(bell);
    rmSync(join(folder.path, FILE));
    const rung = bell.next();
    publish('new');
    await rung;
    expect(bell.count).toBeGreaterThan(0);
  });

  it('rings when the output folder was replaced', async () => {
    const bell = new Bell();
    const path = join(folder.path, 'dist');
    mkdirSync(path);
    publish('old', path);
    start(bell, path);
    const gone = bell.next();
    renameSync(path, join(folder.path, 'gone'));
    mkdirSync(path);
    publish('new journal', path);
    await gone;
    const again = bell.next();
    publish('newest journal', path);
    await again;
    expect(bell.count).toBeGreaterThanOrEqual(2);
  });

  it('waits for an output folder that is not there yet', async () => {
    const bell = new Bell();
    const path = join(folder.path, 'later');
    start(bell, path);
    const rung = bell.next();
    mkdirSync(path);
    publish('first', path);
    await rung;
    expect(bell.count).toBeGreaterThan(0);
  });

  it('rings no more once it is stopped', async () => {
    const [stopped, running] = [new Bell(), new Bell()];
    start(stopped).stop();
    start(running);
    const rung = running.next();
    publish('one');
    await rung;
    expect(stopped.count).toBe(0);
  });

  it('may be stopped twice, referenced and let go at any time', () => {
    const trigger = start(new Bell(), join(folder.path, 'nowhere'));
    trigger.unref();
    trigger.ref();
    trigger.stop();
    trigger.stop();
    trigger.ref();
    trigger.unref();
  });
});

describe('JournalWatch', () => {
  it('does not ring for other files of the output folder', async () => {
    const bell = new Bell();
    triggers.push(new JournalWatch(folder.path, FILE, bell.ring));
    const all = new Bell();
    triggers.push(new JournalWatch(folder.path, 'main.hot-update.js', all.ring));
    const rung = all.next();
    writeFileSync(join(folder.path, 'main.hot-update.js'), '');
    await rung;
    expect(bell.count).toBe(0);
  });
});
