/** Tests that records name modules by their files wherever they name any. */

import { nameModules } from '../../../../runtime/presence/named-record';
import type { Outcome } from '../../../../runtime/protocol/outcome';
import { record } from '../../src/processes/records';

const FILES: Readonly<Record<string, string>> = { 1: 'src/leaf.ts', 2: 'src/app.ts' };
const nameOf = (id: string | number): string | number => FILES[id] ?? id;
const error = { name: 'Error', message: 'boom', moduleId: 1 };
const common = { generation: 1, ms: 1, pending: [1], warnings: [error, { name: 'Error', message: 'nowhere' }] };
const refused = [{ reason: 'unaccepted', modules: [1, 2, './main.ts'] }] as const;

/** Everything but numbers that are no modules. */
const UNNAMED = /"(?:pending|modules|boundaries)":\[(?:"[^"]*",)*\d|"moduleId":\d/;

test.each<Outcome>([
  { ...common, kind: 'unchanged' },
  { ...common, kind: 'applied', modules: [1], boundaries: [2], refused },
  { ...common, kind: 'refused', refused },
  { ...common, kind: 'rolled-back', modules: [1], error },
  { ...common, kind: 'broken', modules: [1], error },
])('what a record says of the outcome $kind', (outcome) => {
  const raw = record({ pending: [1, './main.ts'], outcome });
  const named = nameModules(raw, nameOf);
  expect(JSON.stringify(raw)).toMatch(UNNAMED);
  expect(JSON.stringify(named)).not.toMatch(UNNAMED);
  expect(JSON.parse(JSON.stringify(named).replaceAll('"src/leaf.ts"', '1').replaceAll('"src/app.ts"', '2'))).toEqual(
    raw,
  );
});

test('a record without an outcome', () => {
  expect(nameModules(record({ pending: [2] }), nameOf)).toEqual(record({ pending: ['src/app.ts'] }));
});
