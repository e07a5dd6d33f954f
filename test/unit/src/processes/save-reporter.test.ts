/** Tests when the line of a save is printed, with processes, a clock and a timer that the test moves. */

import type { ProcessRecord } from '../../../../runtime/protocol/process-record';
import { SaveReporter } from '../../../../src/processes/save-reporter';
import { applied, failed, record, refused, waiting } from './records';

class World {
  readonly printed: string[] = [];
  readonly records = new Map<string, ProcessRecord>();
  readonly forgotten: ProcessRecord[] = [];
  settled = 0;
  time = 5_000;
  timers = new Set<() => void>();
  #listeners: ((record: ProcessRecord | undefined) => void)[] = [];
  readonly reporter: SaveReporter;

  constructor(...records: readonly ProcessRecord[]) {
    this.reporter = new SaveReporter({
      processes: {
        list: () => [...this.records.values()],
        forget: (one) => {
          this.forgotten.push(one);
          this.records.delete(`${one.pid}.${one.thread}`);
        },
        onChange: (listener) => {
          this.#listeners.push(listener);
          return () => {};
        },
      },
      context: { host: 'box', remedy: 'type r', explains: () => true },
      isReplaced: ({ supervised }) => supervised,
      startsOne: records.every(({ supervised }) => supervised),
      print: ({ text }) => this.printed.push(text),
      hasReached: (build, goal) => build === goal || build === `${goal}+`,
      now: () => this.time,
      later: (work) => {
        this.timers.add(work);
        return () => this.timers.delete(work);
      },
      onSettled: () => (this.settled += 1),
    });
    for (const one of records) this.tell(one);
    this.settled = 0;
  }

  tell(one: ProcessRecord): void {
    this.records.set(`${one.pid}.${one.thread}`, one);
    for (const listener of this.#listeners) listener(one);
  }

  lose(one: ProcessRecord): void {
    this.records.delete(`${one.pid}.${one.thread}`);
    for (const listener of this.#listeners) listener(undefined);
  }

  /** Publishes an edit of which the watcher has told so many milliseconds ago. */
  patch(id: string, ago: number): void {
    this.reporter.patch({ id, files: ['leaf.ts'], at: this.time - ago });
  }

  build(build: string, ...files: readonly string[]): void {
    this.reporter.begin(files);
    this.reporter.publish(build, 10);
    this.reporter.end(false);
  }

  /** Publishes a build that is behind what is live already. */
  pass(build: string, ...files: readonly string[]): void {
    this.reporter.begin(files);
    this.reporter.pass(build);
    this.reporter.end(false);
  }

  fail(...files: readonly string[]): void {
    this.reporter.begin(files);
    this.reporter.end(true);
  }

  expire(): void {
    for (const work of this.timers) {
      this.timers.delete(work);
      work();
    }
  }
}

const OLD = record({ build: 'old' });
const DONE = record({ build: 'a', generation: 1, outcome: applied() });

it('prints once all have answered', () => {
  const worker = { ...OLD, thread: 1 };
  const world = new World(OLD, worker);
  world.build('a', 'leaf.ts');
  world.tell(DONE);
  expect(world.printed).toEqual([]);
  world.tell({ ...DONE, thread: 1 });
  expect(world.printed).toEqual(['#1 leaf.ts: build 10 ms, applied in 3 ms by pid 4711 (+1 worker)']);
  expect(world.settled).toBe(1);
  expect(world.timers.size).toBe(0);
});

it('does not take for waiting what is refused of a patch on top of the build, which is told of with its own build', () => {
  const world = new World(OLD);
  world.build('a', 'main.ts');
  world.tell(record({ build: 'a+', pending: ['./main.ts'] }));
  expect(world.printed).toEqual([]);
  world.build('b', 'main.ts');
  world.tell(record({ build: 'b', pending: ['./main.ts'], outcome: refused() }));
  expect(world.printed).toEqual(['#2 main.ts: build 10 ms, refused by pid 4711: leaf.ts → main.ts is not accepted']);
});

it('says that a build has nothing new where the one before it had read everything', () => {
  const world = new World(OLD);
  world.build('a', 'leaf.ts');
  world.tell(DONE);
  world.reporter.begin(['leaf.ts'], true);
  world.reporter.publish('b', 10);
  world.reporter.end(false);
  world.tell({ ...DONE, build: 'b' });
  expect(world.printed.at(-1)).toBe('#2 leaf.ts: build 10 ms, nothing new since build #1');
});

it('takes an answer that comes before the build is known to be published', () => {
  const world = new World(OLD);
  world.reporter.begin(['leaf.ts']);
  world.tell(DONE);
  world.reporter.publish('a', 10);
  world.reporter.end(false);
  expect(world.printed).toEqual(['#1 leaf.ts: build 10 ms, applied in 3 ms by pid 4711']);
});

it('tells of a build that is behind what is live with the next one', () => {
  const world = new World(OLD);
  world.pass('a', 'leaf.ts');
  world.tell({ ...OLD, build: 'a' });
  expect(world.printed).toEqual([]);
  world.build('b', 'app.ts');
  world.tell(record({ build: 'b', generation: 1, outcome: applied() }));
  expect(world.printed).toEqual(['#1 leaf.ts and 1 more: build 10 ms, applied in 3 ms by pid 4711']);
});

it('takes it for the answer to a save before where a process comes as far as a build that is behind', () => {
  const world = new World(OLD);
  world.build('a', 'leaf.ts');
  world.pass('b', 'app.ts');
  world.tell({ ...DONE, build: 'b' });
  expect(world.printed).toEqual(['#1 leaf.ts: build 10 ms, applied in 3 ms by pid 4711']);
});

it('prints nothing where no process is known or started, and counts all the same', () => {
  const world = new World(OLD);
  world.lose(OLD);
  world.build('a', 'leaf.ts');
  world.tell(record({ build: 'a', startedAt: 6_000 }));
  world.build('b', 'app.ts');
  world.tell(record({ build: 'b', generation: 1, outcome: applied() }));
  expect(world.printed).toEqual(['#2 app.ts: build 10 ms, applied in 3 ms by pid 4711']);
});

describe('where a thread is replaced that cannot apply what was saved', () => {
  const thread = { ...OLD, thread: 1 };
  const rest = record({ build: 'a' });

  it('the next one answers', () => {
    const world = new World(OLD, thread);
    world.build('a', 'worker.ts');
    world.lose(thread);
    world.tell(rest);
    expect(world.printed).toEqual([]);
    world.tell({ ...rest, thread: 2, startedAt: 6_000 });
    expect(world.printed).toEqual([
      '#1 worker.ts: build 10 ms, running in pid 4711 (worker 2); no change in running code of pid 4711',
    ]);
  });

  it('as many are waited for as have ended', () => {
    const world = new World(OLD, thread, { ...OLD, thread: 2 });
    world.build('a', 'worker.ts');
    world.tell(rest);
    world.lose(thread);
    world.tell({ ...rest, thread: 3, startedAt: 6_000 });
    world.lose({ ...OLD, thread: 2 });
    expect(world.printed).toEqual([]);
    world.tell({ ...rest, thread: 4, startedAt: 6_000 });
    expect(world.printed).toHaveLength(1);
  });

  it('one that does not come is not waited for', () => {
    const world = new World(OLD, thread);
    world.build('a', 'worker.ts');
    world.tell(rest);
    world.lose(thread);
    world.expire();
    expect(world.printed).toEqual(['#1 worker.ts: build 10 ms, no change in running code']);
    expect(world.settled).toBe(1);
  });

  it('one that has answered before it ended needs none', () => {
    const world = new World(OLD, thread);
    world.build('a', 'worker.ts');
    world.tell({ ...rest, thread: 1 });
    world.lose({ ...rest, thread: 1 });
    world.tell(rest);
    expect(world.printed).toEqual(['#1 worker.ts: build 10 ms, no change in running code']);
  });
});

it('what a thread refuses is told of at once where the new code has failed in the main thread, for nothing is started again', () => {
  const main = { ...OLD, supervised: true };
  const world = new World(main, { ...main, thread: 1 });
  world.build('a', 'leaf.ts');
  world.tell({ ...main, thread: 1, build: 'a', pending: ['./leaf.ts'], outcome: refused() });
  expect(world.printed).toEqual([]);
  world.tell({ ...main, build: 'a', pending: ['./leaf.ts'], outcome: failed() });
  expect(world.printed).toEqual([expect.stringMatching(/refused by pid 4711 \(worker 1\).*; rolled back by pid 4711/)]);
});

describe('where a process is started with the next build', () => {
  const started = record({ build: 'a', supervised: true, startedAt: 6_000 });

  it('that one answers', () => {
    const world = new World();
    world.build('a', 'leaf.ts');
    world.tell(started);
    expect(world.printed).toEqual(['#1 leaf.ts: build 10 ms, running in pid 4711']);
    expect(world.timers.size).toBe(0);
  });

  it('that one answers for every save since it was started, whatever it has taken in since', () => {
    const world = new World();
    world.build('a', 'leaf.ts');
    world.time = 7_000;
    world.build('b', 'app.ts');
    world.tell({ ...started, build: 'b', generation: 1, outcome: applied() });
    expect(world.printed).toEqual(['#2 leaf.ts and 1 more: build 10 ms, running in pid 4711']);
  });

  it('that one answers for a process that has ended meanwhile', () => {
    const before = { ...OLD, supervised: true, pid: 4710 };
    const world = new World(before);
    world.build('a', 'leaf.ts');
    world.lose(before);
    world.tell(started);
    expect(world.printed).toEqual(['#1 leaf.ts: build 10 ms, running in pid 4711']);
  });

  it('nothing is said of the first build, which nobody has saved anything for, nor where none comes', () => {
    const world = new World();
    world.build('a');
    world.tell(started);
    world.lose(started);
    world.build('b', 'leaf.ts');
    world.expire();
    expect(world.printed).toEqual([]);
  });
});

it('prints one line for saves that come faster than answers', () => {
  const world = new World(OLD);
  world.build('a', 'leaf.ts');
  world.build('b', 'app.ts');
  world.tell({ ...DONE, build: 'b' });
  expect(world.printed).toEqual(['#2 leaf.ts and 1 more: build 10 ms, applied in 3 ms by pid 4711']);
});

it('prints the line of a save while the next one is being built, and none before webpack is done', () => {
  const world = new World(OLD);
  world.build('a', 'leaf.ts');
  world.reporter.begin(['app.ts']);
  world.tell(DONE);
  expect(world.printed).toEqual(['#1 leaf.ts: build 10 ms, applied in 3 ms by pid 4711']);
  world.reporter.publish('b', 10);
  world.tell({ ...DONE, build: 'b', generation: 2, outcome: applied(2) });
  expect(world.printed).toHaveLength(1);
  world.reporter.end(false);
  expect(world.printed.slice(1)).toEqual(['#2 app.ts: build 10 ms, applied in 3 ms by pid 4711']);
});

it('names the files of failed builds with the good one that follows', () => {
  const world = new World(OLD);
  world.fail('leaf.ts');
  world.build('a', 'app.ts');
  world.tell(DONE);
  expect(world.printed).toEqual([
    'build failed: the running processes keep what they run',
    '#1 leaf.ts and 1 more: build 10 ms, applied in 3 ms by pid 4711',
  ]);
  new World().fail('leaf.ts');
});

it('waits no longer for a process that has ended', () => {
  const world = new World(OLD, { ...OLD, pid: 2 });
  world.build('a');
  world.tell(DONE);
  world.lose({ ...OLD, pid: 2 });
  expect(world.printed).toEqual(['#1: build 10 ms, applied in 3 ms by pid 4711']);
});

it('names a silent process once, and tells of its late answer', () => {
  const world = new World(OLD);
  world.build('a');
  expect(world.settled).toBe(0);
  world.expire();
  world.build('b');
  expect(world.printed).toEqual(['#1: build 10 ms, pid 4711 has not answered']);
  expect(world.settled).toBe(0);
  world.tell({ ...DONE, build: 'b' });
  expect(world.printed.slice(1)).toEqual(['#2: build 10 ms, applied in 3 ms by pid 4711']);
  world.build('c');
  world.tell({ ...DONE, build: 'c', generation: 2, outcome: applied(2) });
  expect(world.printed.slice(2)).toEqual(['#3: build 10 ms, applied in 3 ms by pid 4711']);
});

describe('a save that was given up', () => {
  const undone = record({ build: 'a', pending: ['./leaf.ts'], outcome: failed() });
  const [givenUp, rolledBack] = [
    '#1 leaf.ts: build 10 ms, pid 4711 has not answered',
    '#1: rolled back by pid 4711: TypeError: boom (in leaf.ts)',
  ];

  it('is told of when the process is done with it, also where the next one is published', () => {
    const world = new World(OLD);
    world.build('a', 'leaf.ts');
    world.expire();
    world.build('b', 'app.ts');
    world.tell(undone);
    world.tell({ ...DONE, build: 'b' });
    const applied = '#2 app.ts: build 10 ms, applied in 3 ms by pid 4711';
    expect(world.printed).toEqual([givenUp, rolledBack, applied]);
  });

  it('is told of where the process names the patch that was ahead of it, and once', () => {
    const world = new World(OLD);
    world.patch('p', 14);
    world.build('a', 'leaf.ts');
    world.expire();
    world.tell({ ...undone, build: 'p' });
    world.tell(undone);
    expect(world.printed).toEqual([givenUp, rolledBack]);
  });

  it('leaves the next one to be told of, also where that was given up as well', () => {
    const world = new World(OLD);
    world.build('a', 'leaf.ts');
    world.expire();
    world.build('b', 'app.ts');
    world.expire();
    world.tell({ ...DONE, build: 'b' });
    expect(world.printed).toEqual([givenUp, '#2: applied in 3 ms by pid 4711']);
  });
});

it.each([{ thread: 1 }, { host: 'elsewhere' }])(
  'forgets a silent one of which nobody knows whether it is alive: %j',
  (change) => {
    const gone = { ...OLD, ...change, pid: 2 };
    const world = new World(OLD, gone);
    world.build('a');
    world.tell(DONE);
    world.expire();
    expect(world.forgotten).toEqual([gone]);
    expect(world.settled).toBe(1);
  },
);

describe('what goes live without a save', () => {
  const held = record({ build: 'a', pending: ['./leaf.ts', './app.ts'], outcome: waiting() });

  it.each([
    [true, ['#1: applied in 3 ms by pid 4711']],
    [false, []],
  ])('is told of a supervised process (%s), which says nothing itself', (supervised, lines) => {
    const world = new World({ ...OLD, supervised });
    world.build('a');
    world.tell({ ...held, supervised });
    world.tell({ ...DONE, supervised });
    world.tell({ ...DONE, supervised, answered: 'x' });
    expect(world.printed).toEqual(['#1: build 10 ms, 2 modules waiting; type r', ...lines]);
  });

  it('is not taken for the answer to the next save', () => {
    const world = new World(OLD);
    world.build('a');
    world.tell(held);
    world.tell(DONE);
    world.build('b');
    world.tell({ ...DONE, build: 'b' });
    expect(world.printed.at(-1)).toBe('#2: build 10 ms, no change in running code');
  });
});

it('says that nothing is settled while a process is behind, and that all is when it is not', () => {
  const world = new World(OLD);
  world.build('a');
  world.tell(record({ build: 'a', pending: ['./leaf.ts'], outcome: failed() }));
  expect(world.settled).toBe(1);
});

describe('a supervised process that cannot apply a save', () => {
  const [before, refusing] = [
    { ...OLD, supervised: true },
    { ...OLD, supervised: true, build: 'a', pending: ['./leaf.ts'], outcome: refused() },
  ];
  const successor = { ...OLD, supervised: true, pid: 4712, build: 'a', startedAt: 6_000 };

  it('is answered for by the one that takes its place', () => {
    const world = new World(before);
    world.build('a', 'main.ts');
    world.tell(refusing);
    world.lose(refusing);
    expect(world.printed).toEqual([]);
    world.tell(successor);
    expect(world.printed).toEqual(['#1 main.ts: build 10 ms, running in pid 4712']);
  });

  it('answers itself where none comes', () => {
    const world = new World(before);
    world.build('a', 'main.ts');
    world.tell(refusing);
    world.expire();
    expect(world.printed).toEqual(['#1 main.ts: build 10 ms, refused by pid 4711: leaf.ts → main.ts is not accepted']);
  });
});

describe('an edit that is published ahead of its build', () => {
  const [before, patched] = [
    { ...OLD, supervised: true },
    { ...OLD, supervised: true, build: 'p', generation: 1, outcome: applied() },
  ];

  function startPatched(): World {
    const world = new World({ ...before, build: 'a' });
    world.build('a', 'app.ts');
    world.printed.length = 0;
    world.patch('p', 14);
    world.tell(patched);
    return world;
  }

  it('is told of once, when its build is there', () => {
    const world = startPatched();
    expect(world.printed).toEqual([]);
    world.time += 200;
    world.build('b', 'leaf.ts');
    expect(world.settled).toBe(1);
    world.tell({ ...patched, build: 'b' });
    expect(world.printed).toEqual(['#2 leaf.ts: live after 14 ms (applied in 3 ms by pid 4711), build 10 ms']);
    expect(world.settled).toBe(2);
  });

  it('counts from the last edit that went live, and not where the build has changed something since', () => {
    const world = startPatched();
    world.patch('q', 7);
    world.tell({ ...patched, build: 'q', generation: 2, outcome: applied(2) });
    world.build('b', 'leaf.ts');
    world.tell({ ...patched, build: 'b', generation: 2, outcome: applied(2) });
    world.patch('r', 7);
    world.tell({ ...patched, build: 'r', generation: 3, outcome: applied(3) });
    world.build('c', 'leaf.ts', 'app.ts');
    world.tell({ ...patched, build: 'c', generation: 4, outcome: applied(4) });
    expect(world.printed).toEqual([
      '#2 leaf.ts: live after 7 ms (applied in 3 ms by pid 4711), build 10 ms',
      '#3 leaf.ts and 1 more: build 10 ms, applied in 3 ms by pid 4711',
    ]);
  });

  it('is told of as live where its build has only removed what is not imported any more', () => {
    const world = startPatched();
    world.build('b', 'leaf.ts');
    const removal = applied(2, { ms: 1, boundaries: [], modules: ['./gone.ts'] });
    world.tell({ ...patched, build: 'b', generation: 2, outcome: removal });
    expect(world.printed).toEqual(['#2 leaf.ts: live after 14 ms (applied in 3 ms by pid 4711), build 10 ms']);
  });

  it('is told of as rolled back, once', () => {
    const world = new World({ ...before, build: 'a' });
    world.build('a');
    world.printed.length = 0;
    const undone = { ...before, pending: ['./leaf.ts'], outcome: failed() };
    world.patch('p', 14);
    world.tell({ ...undone, build: 'p' });
    world.build('b', 'leaf.ts');
    world.tell({ ...undone, build: 'b' });
    expect(world.printed).toEqual(['#2 leaf.ts: build 10 ms, rolled back by pid 4711: TypeError: boom (in leaf.ts)']);
  });

  it('is told of with the failure of its build, and what goes back says nothing', () => {
    const world = startPatched();
    world.fail('leaf.ts');
    world.tell({ ...patched, build: 'a+', generation: 2, outcome: applied(2) });
    world.fail('leaf.ts');
    world.build('b', 'leaf.ts');
    world.tell({ ...patched, build: 'b', generation: 2, outcome: applied(2) });
    expect(world.printed).toEqual([
      'build failed: the running processes keep build #1; the patch of leaf.ts, live after 14 ms, is taken back',
      'build failed: the running processes keep build #1',
      '#2 leaf.ts: build 10 ms, no change in running code',
    ]);
  });

  it('is told of as live also where nothing was heard of the process before', () => {
    const world = new World();
    world.build('a');
    world.patch('p', 14);
    world.tell(patched);
    world.fail('leaf.ts');
    expect(world.printed).toEqual([
      'build failed: the running processes keep build #1; the patch of leaf.ts, live after 14 ms, is taken back',
    ]);
  });

  it('is the answer to the build before as well, which it contains', () => {
    const world = new World(before);
    world.build('a', 'app.ts');
    world.patch('a+', 14);
    world.tell({ ...patched, build: 'a+' });
    world.build('b', 'leaf.ts');
    world.tell({ ...patched, build: 'b' });
    expect(world.printed).toEqual([
      '#1 app.ts: build 10 ms, applied in 3 ms by pid 4711',
      '#2 leaf.ts: live after 14 ms (applied in 3 ms by pid 4711), build 10 ms',
    ]);
  });
});
