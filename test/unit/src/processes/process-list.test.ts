/** Tests who is taken for alive, with a folder and processes that the test makes up. */

import type { ProcessRecord } from '../../../../runtime/protocol/process-record';
import { COMPILER_FORMAT, type CompilerRecord } from '../../../../src/processes/compiler-record';
import { ProcessList } from '../../../../src/processes/process-list';
import { applied, record } from './records';

class World {
  readonly files = new Map<string, string>();
  readonly alive = new Set([4711, 4712]);
  readonly changes: (ProcessRecord | undefined)[] = [];
  readonly list: ProcessList;

  constructor() {
    this.list = new ProcessList({
      store: {
        names: () => [...this.files.keys()],
        read: async (name) => this.files.get(name),
        remove: (name) => this.files.delete(name),
      },
      host: 'box',
      isAlive: (pid) => this.alive.has(pid),
    });
    this.list.onChange((one) => this.changes.push(one));
  }

  async write(name: string, content: unknown): Promise<void> {
    this.files.set(name, typeof content === 'string' ? content : JSON.stringify(content));
    await this.list.look(name);
  }

  pids(): readonly number[] {
    return this.list.list().map(({ pid }) => pid);
  }
}

const compiler: CompilerRecord = {
  format: COMPILER_FORMAT,
  pid: 4712,
  host: 'box',
  command: 'webpack',
  startedAt: 1,
  state: 'idle',
  failed: false,
};

it('knows what lies in the folder at first, and what comes later', async () => {
  const world = new World();
  world.files.set('a.json', JSON.stringify(record()));
  world.files.set('c.json', JSON.stringify(compiler));
  await world.list.look();
  expect(world.pids()).toEqual([4711]);
  expect(world.list.compilers()).toEqual([compiler]);
  await world.write('b.json', record({ pid: 4712 }));
  expect(world.pids()).toEqual([4711, 4712]);
});

it.each(['', '{', '[]', '{"format":"module-hot-reload/process/9"}', '{"format":"module-hot-reload/process/1"}'])(
  'ignores what is torn or foreign: %s',
  async (text) => {
    const world = new World();
    await world.write('a.json', text);
    expect(world.pids()).toEqual([]);
    expect(world.list.compilers()).toEqual([]);
    expect(world.files.has('a.json')).toBe(true);
  },
);

it('keeps the last good text of a file that is torn', async () => {
  const world = new World();
  await world.write('a.json', record());
  await world.write('a.json', '{"format"');
  expect(world.pids()).toEqual([4711]);
});

it('drops the dead of this machine with their files whenever it is asked, and nobody of another one', async () => {
  const world = new World();
  await world.write('a.json', record({ pid: 1 }));
  await world.write('b.json', record({ pid: 2, host: 'web' }));
  await world.write('c.json', { ...compiler, pid: 3 });
  await world.write('d.json', record());
  expect(world.pids()).toEqual([2, 4711]);
  expect(world.list.compilers()).toEqual([]);
  expect([...world.files.keys()]).toEqual(['b.json', 'd.json']);
  world.alive.delete(4711);
  expect(world.pids()).toEqual([2]);
});

it('tells of each change once', async () => {
  const world = new World();
  const second = record({ serial: 1, generation: 1, outcome: applied() });
  await world.write('a.json', record());
  await world.write('a.json', record());
  await world.write('a.json', second);
  expect(world.changes).toEqual([record(), second]);
});

describe('a file that is gone', () => {
  it.each<[string, Partial<ProcessRecord>, readonly number[]]>([
    ['of a process that lives: the folder was emptied', {}, [4711]],
    ['of a process that has ended', { pid: 1 }, []],
    ['of a worker thread', { thread: 2 }, []],
    ['of another machine', { host: 'web' }, []],
  ])('%s', async (_, change, pids) => {
    const world = new World();
    world.files.set('a.json', JSON.stringify(record(change)));
    await world.list.look();
    world.files.clear();
    await world.list.look();
    expect(world.pids()).toEqual(pids);
    expect(world.changes.at(-1)).toBeUndefined();
  });
});

describe('a record that came over the channel', () => {
  const newest = record({ serial: 2, generation: 2 });

  it('counts more than an older one in the file, whenever that is written, and is told of once', async () => {
    const world = new World();
    world.list.note(newest);
    await world.write('a.json', record({ serial: 1, generation: 1 }));
    await world.write('a.json', newest);
    expect(world.list.list()).toEqual([newest]);
    expect(world.changes).toEqual([newest]);
    await world.write('a.json', record({ serial: 3, generation: 3 }));
    expect(world.list.list()).toEqual([record({ serial: 3, generation: 3 })]);
  });

  it('counts less than what the next process with its identifier tells', async () => {
    const world = new World();
    world.list.note(newest);
    const next = record({ startedAt: 2_000 });
    world.list.note(next);
    await world.write('a.json', newest);
    expect(world.list.list()).toEqual([next]);
  });

  it('is forgotten with its process', () => {
    const world = new World();
    world.list.note(record());
    world.alive.clear();
    expect(world.pids()).toEqual([]);
  });
});

it('forgets whom it is told to, until something is heard of it', async () => {
  const world = new World();
  await world.write('a.json', record({ host: 'web' }));
  world.list.forget(record({ host: 'web' }));
  expect(world.pids()).toEqual([]);
  expect(world.files.size).toBe(0);
  await world.write('a.json', record({ host: 'web', serial: 1, generation: 1 }));
  expect(world.pids()).toEqual([4711]);
});
