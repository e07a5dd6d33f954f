/** Checks what the journal says after each build. */

import { JOURNAL_FORMAT, parseJournal } from '../../../runtime/protocol/journal';
import {
  MAX_UPDATES,
  NO_HISTORY,
  fromJournal,
  listAssets,
  listObsolete,
  publishBuild,
  toJournal,
  withoutLostUpdates,
} from '../../../src/journal';
import type { History, UpdateStep } from '../../../src/journal';

/** The update from one build to another, with a chunk and a manifest. */
function step(from: string, to: string): UpdateStep {
  return {
    from,
    to,
    runtimes: { main: { chunks: { main: `${from}.js` }, removedChunks: [], removedModules: [] } },
    files: { [`${from}.js`]: `hash of ${from}.js` },
    assets: [`${from}.js`, `${from}.json`],
  };
}

/** Publishes builds named by letters, one after the other: `'abc'` are two updates. */
function publishAll(builds: string, limit?: number): History {
  const [first = '', ...others] = builds;
  let history = publishBuild(NO_HISTORY, [], first, 0, limit);
  for (const build of others) history = publishBuild(history, [step(history.build ?? '', build)], build, 0, limit);
  return history;
}

function chainOf(history: History): string {
  return history.updates.map(({ update }) => `${update.from}${update.to}`).join(' ');
}

describe('publishing a build', () => {
  test('the first has no updates', () => {
    expect(publishBuild(NO_HISTORY, [], 'a', 1)).toEqual({ build: 'a', updates: [] });
  });

  test('each adds its step, with the time', () => {
    const history = publishBuild(publishAll('ab'), [step('b', 'c')], 'c', 42);
    expect(history.build).toBe('c');
    expect(chainOf(history)).toBe('ab bc');
    expect(history.updates[1]).toEqual({
      update: {
        from: 'b',
        to: 'c',
        at: 42,
        runtimes: { main: { chunks: { main: 'b.js' }, removedChunks: [], removedModules: [] } },
        files: { 'b.js': 'hash of b.js' },
      },
      assets: ['b.js', 'b.json'],
    });
  });

  test('steps of builds with errors come along', () => {
    const steps = [step('b', 'x'), step('x', 'y'), step('y', 'c')];
    expect(chainOf(publishBuild(publishAll('ab'), steps, 'c', 0))).toBe('ab bx xy yc');
  });

  test('steps of builds with errors come along with the first good build', () => {
    expect(chainOf(publishBuild(NO_HISTORY, [step('x', 'a')], 'a', 0))).toBe('xa');
  });

  test('what has been published is not changed', () => {
    const history = publishAll('ab');
    publishBuild(history, [step('b', 'c')], 'c', 0);
    expect(chainOf(history)).toBe('ab');
  });

  test.each([
    ['that it ends with', 'c', 'ab bc'],
    ['that lies within', 'b', 'ab'],
    ['that it starts from', 'a', ''],
    ['that it does not know', 'z', ''],
  ])('a chain of an earlier session is kept up to a build %s', (_which, build, expected) => {
    const history = publishBuild(publishAll('abc'), [], build, 0);
    expect([history.build, chainOf(history)]).toEqual([build, expected]);
  });

  test('a chain of an earlier session is continued', () => {
    expect(chainOf(publishBuild(publishAll('abc'), [step('b', 'd')], 'd', 0))).toBe('ab bd');
    expect(chainOf(publishBuild(publishAll('abc'), [step('y', 'z')], 'z', 0))).toBe('yz');
  });

  test('only the newest updates are kept', () => {
    expect(chainOf(publishAll('abcdef', 2))).toBe('de ef');
    expect(chainOf(publishAll('abc', 2))).toBe('ab bc');
    expect(publishAll('ab', 0).updates).toEqual([]);
    expect(MAX_UPDATES).toBe(100);
  });
});

describe('updates whose files are gone', () => {
  test('take all before them along', () => {
    expect(chainOf(withoutLostUpdates(publishAll('abcd'), new Set(['b.js'])))).toBe('cd');
    expect(chainOf(withoutLostUpdates(publishAll('abcd'), new Set(['c.js', 'a.js'])))).toBe('');
  });

  test('are those only that need the file', () => {
    const history = publishAll('abcd');
    expect(withoutLostUpdates(history, new Set())).toBe(history);
    expect(withoutLostUpdates(history, new Set(['a.json']))).toBe(history);
  });
});

describe('files that nobody needs any more', () => {
  const nothing = new Set<string>();

  test('are those of updates that were dropped', () => {
    const known = listAssets(publishAll('abcd'));
    expect(listObsolete(known, publishAll('abcd', 1), nothing)).toEqual(['a.js', 'a.json', 'b.js', 'b.json']);
    expect(listObsolete(known, publishAll('abcd'), nothing)).toEqual([]);
  });

  test('are never those of the newest build', () => {
    expect(listObsolete(['main.js', 'a.js'], NO_HISTORY, new Set(['main.js']))).toEqual(['a.js']);
  });

  test.each(['../a.js', 'b/../../a.js', '..\\a.js', '/a.js', '\\a.js', 'C:\\a.js', 'c:a.js'])(
    'never include %s',
    (name) => {
      expect(listObsolete([name], NO_HISTORY, nothing)).toEqual([]);
    },
  );

  test('may lie in folders', () => {
    expect(listObsolete(['hot/a..js'], NO_HISTORY, nothing)).toEqual(['hot/a..js']);
  });
});

describe('the journal', () => {
  const place = { context: '..', resources: { 7: 'a.ts' }, names: { 7: './a.ts' } };
  const written = toJournal({ ...publishAll('abc'), build: 'c' }, place);

  test('is what the process can read', () => {
    const parsed = parseJournal(JSON.stringify(written));
    expect(parsed).toEqual({ ok: true, value: written });
    expect(written).toMatchObject({ format: JOURNAL_FORMAT, build: 'c', ...place });
  });

  test('does not tell of files that processes have no use for', () => {
    expect(JSON.stringify(written)).not.toContain('assets');
    expect(JSON.stringify(written)).not.toContain('a.json');
  });

  test('can be read back', () => {
    expect(fromJournal(written, ({ from }) => [`${from}.json`])).toEqual(publishAll('abc'));
  });
});
