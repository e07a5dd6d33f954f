/** Checks what the supervisor says. */

import type { Chain } from '../../../../runtime/protocol/outcome';
import { toVerdict } from '../../../../src/supervisor/verdict';
import { wordChange, wordEnd, wordHint, wordRefusal } from '../../../../src/supervisor/wording';

const chain = (reason: Chain['reason'], ...modules: string[]): Chain => ({ reason, modules });

test.each([
  [[chain('unaccepted', './src/main.ts')], 'src/main.ts is not accepted'],
  [[chain('unaccepted', './src/leaf.ts', './src/main.ts')], 'src/leaf.ts → src/main.ts is not accepted'],
  [[chain('declined', './a.js', './b.js')], 'a.js → b.js is declined'],
  [[chain('self-declined', './a.js')], 'a.js is declined'],
  [[chain('async-changed', './a.js')], 'a.js has become asynchronous, or is so no longer'],
  [[chain('lost')], 'no published update leads from the running build to the newest one'],
  [[chain('unaccepted', './a.js'), chain('declined', './b.js')], 'a.js is not accepted (and 1 more)'],
  [[], 'an update was refused'],
])('a refusal %j: %s', (chains, words) => {
  expect(wordRefusal(chains)).toBe(words);
});

test.each([
  [['.env'], '.env has changed'],
  [['.env', 'a.js'], '.env and a.js have changed'],
  [['.env', 'a.js', 'b.js'], '.env and 2 more have changed'],
])('a change of %j: %s', (names, words) => {
  expect(wordChange(names)).toBe(words);
});

test('an application that could not be started is said to be so', () => {
  expect(wordEnd({ kind: 'not-started', message: 'ENOENT' }, 'that is all')).toBe(
    'the application could not be started (ENOENT); that is all',
  );
});

test('r is for manual mode', () => {
  expect(wordHint(true)).toBe('type r to reload, rs to restart');
  expect(wordHint(false)).toBe('type rs to restart');
});

test('only a refusal and a broken update matter to the supervisor', () => {
  const common = { generation: 1, ms: 1, pending: [], warnings: [] };
  const error = { name: 'Error', message: 'oh' };
  expect(toVerdict(undefined)).toEqual({ kind: 'fine' });
  expect(toVerdict({ ...common, kind: 'unchanged' })).toEqual({ kind: 'fine' });
  expect(toVerdict({ ...common, kind: 'applied', modules: [], boundaries: [], refused: [] })).toEqual({ kind: 'fine' });
  expect(toVerdict({ ...common, kind: 'rolled-back', error, modules: [] })).toEqual({ kind: 'fine' });
  expect(toVerdict({ ...common, kind: 'broken', error, modules: [] }).kind).toBe('broken');
  expect(toVerdict({ ...common, kind: 'refused', refused: [chain('lost')] }).kind).toBe('refused');
});
