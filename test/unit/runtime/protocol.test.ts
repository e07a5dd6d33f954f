/** Tests that what crosses the border between compiler and process is read back as it was written, or not at all. */

import {
  type BootstrapOptions,
  formatBootstrapQuery,
  LOG_LEVELS,
  parseBootstrapQuery,
} from '../../../runtime/protocol/bootstrap-options';
import { type Journal, JOURNAL_FORMAT, parseJournal } from '../../../runtime/protocol/journal';

const JOURNAL: Journal = {
  format: JOURNAL_FORMAT,
  build: 'b2',
  context: '../..',
  resources: { 7: 'src/seven.ts' },
  updates: [
    {
      from: 'b1',
      to: 'b2',
      at: 1_700_000_000_000,
      runtimes: {
        main: { chunks: { main: 'main.b1.hot-update.js' }, removedChunks: [3], removedModules: ['./gone', 8] },
      },
      files: { 'main.b1.hot-update.js': 'a'.repeat(64) },
    },
  ],
};

/** Changes one thing in a copy of the journal. */
function spoil(change: (journal: Record<string, unknown>, step: Record<string, unknown>) => unknown): string {
  const copy = JSON.parse(JSON.stringify(JOURNAL)) as Record<string, unknown>;
  change(copy, (copy['updates'] as Record<string, unknown>[])[0] ?? {});
  return JSON.stringify(copy);
}

describe('parseJournal', () => {
  it('reads a good journal', () => {
    expect(parseJournal(JSON.stringify(JOURNAL))).toEqual({ ok: true, value: JOURNAL });
  });

  it('reads one without updates', () => {
    const empty = { ...JOURNAL, updates: [] };
    expect(parseJournal(JSON.stringify(empty))).toEqual({ ok: true, value: empty });
  });

  it('refuses every torn journal', () => {
    const text = JSON.stringify(JOURNAL);
    for (let length = 0; length < text.length; length += 1) {
      expect(parseJournal(text.slice(0, length))).toEqual({ ok: false, reason: 'it is not JSON' });
    }
  });

  it.each([
    ['another format', '{"format":"module-hot-reload/2","build":"b"}'],
    ['no format', '{"build":"b"}'],
    ['nothing', 'null'],
    ['a list', '[]'],
    ['a text', '"module-hot-reload/1"'],
    ['a package manifest', '{"name":"x","version":"1.0.0"}'],
  ])('calls %s foreign', (_, text) => {
    expect(parseJournal(text)).toEqual({ ok: false, reason: `its format is not ${JOURNAL_FORMAT}` });
  });

  it.each([
    ['no build', spoil((journal) => delete journal['build'])],
    ['no context', spoil((journal) => delete journal['context'])],
    ['no resources', spoil((journal) => delete journal['resources'])],
    ['a name that is no text', spoil((journal) => (journal['names'] = { 7: 7 }))],
    ['a resource that is no path', spoil((journal) => (journal['resources'] = { 7: 7 }))],
    ['updates that are no list', spoil((journal) => (journal['updates'] = {}))],
    ['an update that is none', spoil((journal) => (journal['updates'] = [null]))],
    ['a step without its start', spoil((_, step) => delete step['from'])],
    ['a step without its end', spoil((_, step) => delete step['to'])],
    ['a step whose time is a text', spoil((_, step) => (step['at'] = '2024'))],
    ['a step without runtimes', spoil((_, step) => delete step['runtimes'])],
    ['a step without hashes', spoil((_, step) => delete step['files'])],
    ['a hash that is no text', spoil((_, step) => (step['files'] = { a: 1 }))],
    ['a runtime that is none', spoil((_, step) => (step['runtimes'] = { main: [] }))],
    [
      'a runtime without removed modules',
      spoil((_, step) => (step['runtimes'] = { main: { chunks: {}, removedChunks: [] } })),
    ],
    [
      'a removed module that is an object',
      spoil((_, step) => (step['runtimes'] = { main: { chunks: {}, removedChunks: [], removedModules: [{}] } })),
    ],
  ])('refuses a journal with %s', (_, text) => {
    expect(parseJournal(text)).toEqual({ ok: false, reason: 'a part of it is missing or of the wrong type' });
  });
});

describe('the bootstrap query', () => {
  const combinations = function* (): Iterable<BootstrapOptions> {
    for (const mode of ['automatic', 'manual'] as const)
      for (const signal of [false, 'SIGUSR2', 'SIGHUP'] as const)
        for (const notify of ['watch', { poll: 1 }, { poll: 2500 }] as const)
          for (const logLevel of LOG_LEVELS)
            for (const settleTimeout of [0, 10_000, 1.5])
              for (const journal of ['.hot.json', 'a b&c=d?#%/ü.json'])
                for (const isModule of [false, true])
                  yield { mode, signal, notify, logLevel, settleTimeout, journal, isModule };
  };

  it('is read back as it was written, for every combination of options', () => {
    let count = 0;
    for (const options of combinations()) {
      expect(parseBootstrapQuery(formatBootstrapQuery(options))).toEqual(options);
      count += 1;
    }
    expect(count).toBe(2 * 3 * 3 * LOG_LEVELS.length * 3 * 2 * 2);
  });

  it('starts with a question mark and holds nothing that ends a query', () => {
    for (const options of combinations()) {
      const query = formatBootstrapQuery(options);
      expect(query).toMatch(/^\?[^?#!\s]*$/);
    }
  });
});
