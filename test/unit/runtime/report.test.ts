/** Tests the words for each kind of outcome. */

import type { Chain, Outcome } from '../../../runtime/protocol/outcome';
import { type Line, nameOfId, wordOutcome, wordProblem } from '../../../runtime/report';

const COMMON = { generation: 3, ms: 4, pending: [], warnings: [] };

function word(outcome: Outcome): readonly Line[] {
  return wordOutcome(outcome, nameOfId);
}

describe('what is said of an applied update', () => {
  it.each<[string, readonly string[], readonly string[], string]>([
    [
      'several modules',
      ['./src/leaf.ts', './src/mid.ts', './src/routes.ts'],
      ['./src/routes.ts'],
      'applied 3 modules in 4 ms: src/leaf.ts → src/routes.ts',
    ],
    ['one module', ['./routes.ts'], ['./routes.ts'], 'applied 1 module in 4 ms: routes.ts'],
    [
      'two boundaries',
      ['./leaf.ts', './a.ts', './b.ts'],
      ['./a.ts', './b.ts'],
      'applied 3 modules in 4 ms: leaf.ts → a.ts, b.ts',
    ],
    ['no boundary', ['./leaf.ts'], [], 'applied 1 module in 4 ms: leaf.ts'],
  ])('%s', (_, modules, boundaries, text) => {
    expect(word({ ...COMMON, kind: 'applied', modules, boundaries, refused: [] })).toEqual([{ weight: 'info', text }]);
  });

  it('names what was refused beside it', () => {
    const refused: Chain[] = [{ reason: 'unaccepted', modules: ['./main.ts'] }];
    const lines = word({ ...COMMON, kind: 'applied', modules: ['./a.ts'], boundaries: ['./a.ts'], refused });
    expect(lines.map(({ weight }) => weight)).toEqual(['info', 'warn']);
    expect(lines[1]?.text).toContain('refused: main.ts is not accepted');
  });
});

describe('what is said of a refusal', () => {
  it('shows the chain as a tree and says what to do about it', () => {
    const refused: Chain[] = [{ reason: 'unaccepted', modules: ['./src/leaf.ts', './src/routes.ts', './src/main.ts'] }];
    expect(word({ ...COMMON, kind: 'refused', refused })).toEqual([
      {
        weight: 'warn',
        text: [
          'refused: src/leaf.ts → src/routes.ts → src/main.ts is not accepted, the running code is kept',
          '  src/leaf.ts',
          '  └─ src/routes.ts',
          '     └─ src/main.ts',
          '  To apply such edits, register src/leaf.ts or a module between it and src/main.ts; for now, restart the process.',
        ].join('\n'),
      },
    ]);
  });

  it.each<[Chain, string, string]>([
    [
      { reason: 'unaccepted', modules: ['./main.ts'] },
      'main.ts is not accepted, the running code is kept',
      'main.ts is an entry: restart the process, or move what changes into a module that is registered.',
    ],
    [
      { reason: 'declined', modules: ['./leaf.ts', './routes.ts'] },
      'leaf.ts → routes.ts is declined with module.hot.decline(), the running code is kept',
      'Restart the process to run the newest code.',
    ],
    [
      { reason: 'self-declined', modules: ['./leaf.ts'] },
      'leaf.ts is declined with module.hot.decline(), the running code is kept',
      'Restart the process to run the newest code.',
    ],
    [
      { reason: 'async-changed', modules: ['./leaf.ts', './main.ts'] },
      'leaf.ts → main.ts has become asynchronous, or is so no longer, up to the entry; the running code is kept',
      'Restart the process to run the newest code.',
    ],
    [
      { reason: 'lost', modules: [] },
      'no published update leads from the running build to the newest one, the running code is kept',
      'Restart the process to run the newest code.',
    ],
  ])('words %j', (chain, reason, remedy) => {
    const lines = word({ ...COMMON, kind: 'refused', refused: [chain] })[0]?.text.split('\n') ?? [];
    expect(lines[0]).toBe(`refused: ${reason}`);
    expect(lines.at(-1)).toBe(`  ${remedy}`);
    expect(lines).toHaveLength(2 + chain.modules.length);
  });
});

describe('what is said of an update that failed', () => {
  const error = {
    name: 'TypeError',
    message: 'boom',
    stack: 'TypeError: boom\n    at leaf.ts:3:1',
    moduleId: './leaf.ts',
  };

  it('gives the stack, the module and what serves on', () => {
    expect(word({ ...COMMON, kind: 'rolled-back', error, modules: ['./leaf.ts'] })).toEqual([
      {
        weight: 'error',
        text: [
          'rolled back: TypeError: boom',
          '    at leaf.ts:3:1',
          '    while evaluating leaf.ts',
          'The previous version serves on; save again when it is fixed.',
        ].join('\n'),
      },
    ]);
  });

  it('gives name and message where there is no stack', () => {
    const [line] = word({ ...COMMON, kind: 'rolled-back', error: { name: 'Error', message: 'boom' }, modules: [] });
    expect(line?.text).toBe('rolled back: Error: boom\nThe previous version serves on; save again when it is fixed.');
  });

  it('says what to do where a registry still has what the code before has put there', () => {
    const overwrite = { name: 'OverwriteModelError', message: 'Cannot overwrite `User` model once compiled.' };
    const [line] = word({ ...COMMON, kind: 'rolled-back', error: overwrite, modules: [] });
    expect(line?.text.split('\n')).toEqual([
      'rolled back: OverwriteModelError: Cannot overwrite `User` model once compiled.',
      expect.stringContaining('mongoose.deleteModel(/^User$/)'),
      'The previous version serves on; save again when it is fixed.',
    ]);
  });

  it('asks for a restart where undoing failed as well, and does not say that anything serves on', () => {
    const [line] = word({ ...COMMON, kind: 'broken', error, modules: ['./leaf.ts'] });
    expect(line?.weight).toBe('error');
    expect(line?.text).toContain('broken: TypeError: boom');
    expect(line?.text).toContain('Restart the process.');
    expect(line?.text).not.toContain('serves on');
  });
});

describe('what is said where nothing was done', () => {
  it('is nothing where nothing waits', () => {
    expect(word({ ...COMMON, kind: 'unchanged' })).toEqual([]);
  });

  it('names what waits', () => {
    const lines = word({ ...COMMON, kind: 'unchanged', pending: ['./a.ts', './b.ts'] });
    expect(lines).toEqual([{ weight: 'info', text: '2 modules waiting to be reloaded: a.ts, b.ts' }]);
    const one = word({ ...COMMON, kind: 'unchanged', pending: [7] });
    expect(one[0]?.text).toBe('1 module waiting to be reloaded: 7');
  });
});

describe('what is said of a warning', () => {
  it('comes first, with its module and stack', () => {
    const warnings = [{ name: 'Error', message: 'late', stack: 'Error: late\n    at x', moduleId: './leaf.ts' }];
    const lines = word({ ...COMMON, kind: 'applied', modules: ['./a'], boundaries: ['./a'], refused: [], warnings });
    expect(lines.map(({ text }) => text)).toEqual([
      'warning (in leaf.ts): Error: late\n    at x',
      'applied 1 module in 4 ms: a',
    ]);
  });

  it('is a sentence with its code, and no stack, where it is ours', () => {
    const ours = { name: 'HotReloadError', code: 'UPDATE_FILE_TORN', message: 'The file is torn.', stack: 'stack' };
    expect(wordProblem(ours, nameOfId)).toEqual({
      weight: 'warn',
      text: 'warning: UPDATE_FILE_TORN: The file is torn.',
    });
  });
});
