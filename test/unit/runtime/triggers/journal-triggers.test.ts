/** Tests that both triggers ring when the journal is written, on a real file system. */

import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Bell, type Bells } from '../../../../runtime/triggers/bell';
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
class Ear {
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

function bellsOf(path: string, file: string, ear: Ear): Bells {
  return new Map([[file, new Bell(join(path, file), ear.ring)]]);
}

const KINDS: readonly (readonly [string, (path: string, bell: Ear) => Trigger])[] = [
  ['JournalWatch', (path, bell) => new JournalWatch(path, bellsOf(path, FILE, bell))],
  ['JournalPoll', (path, bell) => new JournalPoll(bellsOf(path, FILE, bell), 5)],
];

describe.each(KINDS)('%s', (_, create) => {
  const start = (bell: Ear, path: string = folder.path): Trigger => {
    const trigger = create(path, bell);
    triggers.push(trigger);
    trigger.ref();
    return trigger;
  };

  it('rings for each journal that is renamed into place', async () => {
    const bell = new Ear();
    start(bell);
    for (const text of ['one', 'second', 'third one']) {
      const rung = bell.next();
      publish(text);
      await rung;
    }
    expect(bell.count).toBeGreaterThanOrEqual(3);
  });

  it('rings when the output folder was emptied and is written again', async () => {
    const bell = new Ear();
    publish('old');
    start(bell);
    rmSync(join(folder.path, FILE));
    const rung = bell.next();
    publish('new');
    await rung;
    expect(bell.count).toBeGreaterThan(0);
  });

  it('rings when the output folder was replaced', async () => {
    const bell = new Ear();
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
    const bell = new Ear();
    const path = join(folder.path, 'later');
    start(bell, path);
    const rung = bell.next();
    mkdirSync(path);
    publish('first', path);
    await rung;
    expect(bell.count).toBeGreaterThan(0);
  });

  it('rings no more once it is stopped', async () => {
    const [stopped, running] = [new Ear(), new Ear()];
    start(stopped).stop();
    start(running);
    const rung = running.next();
    publish('one');
    await rung;
    expect(stopped.count).toBe(0);
  });

  it('may be stopped twice, referenced and let go at any time', () => {
    const trigger = start(new Ear(), join(folder.path, 'nowhere'));
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
    const bell = new Ear();
    triggers.push(new JournalWatch(folder.path, bellsOf(folder.path, FILE, bell)));
    const all = new Ear();
    triggers.push(new JournalWatch(folder.path, bellsOf(folder.path, 'main.hot-update.js', all)));
    const rung = all.next();
    writeFileSync(join(folder.path, 'main.hot-update.js'), 'text');
    await rung;
    expect(bell.count).toBe(0);
  });
});

describe('two files of one folder', () => {
  it.each(['watch', 'poll'])('ring each for itself (%s)', async (kind) => {
    const [journal, request] = [new Ear(), new Ear()];
    const bells = new Map([...bellsOf(folder.path, FILE, journal), ...bellsOf(folder.path, 'request', request)]);
    triggers.push(kind === 'watch' ? new JournalWatch(folder.path, bells) : new JournalPoll(bells, 5));
    triggers[0]!.ref();
    const rung = request.next();
    writeFileSync(join(folder.path, 'request'), 'text');
    await rung;
    expect(journal.count).toBe(0);
    const published = journal.next();
    publish('one');
    await published;
  });
});

describe('Bell', () => {
  it('rings once for one journal, however many say that there is one', async () => {
    const ear = new Ear();
    const bell = new Bell(join(folder.path, FILE), ear.ring);
    await bell.look();
    expect(ear.count).toBe(0);
    publish('one');
    await Promise.all([bell.look(), bell.look()]);
    await bell.look();
    expect(ear.count).toBe(1);
    publish('two');
    await bell.look();
    expect(ear.count).toBe(2);
  });
});
