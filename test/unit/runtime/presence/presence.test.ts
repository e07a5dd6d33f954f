/** Tests when the record of a process is handed on, and what it says. */

import type { Outcome } from '../../../../runtime/protocol/outcome';
import { parseRecord, type ProcessRecord } from '../../../../runtime/protocol/process-record';
import { describeThread, nameProcess, nameRecord, nameThread } from '../../../../runtime/presence/identity';
import { Presence } from '../../../../runtime/presence/presence';

const IDENTITY = describeThread('main', false);
const FIRST = { build: 'a', generation: 0, pending: [] };
const APPLIED: Outcome = {
  kind: 'applied',
  generation: 1,
  ms: 2,
  pending: [],
  warnings: [],
  modules: ['./a'],
  boundaries: ['./a'],
  refused: [],
};

function open(): { readonly presence: Presence; readonly records: ProcessRecord[] } {
  const records: ProcessRecord[] = [];
  return { records, presence: new Presence(IDENTITY, (record) => records.push(record)) };
}

describe('the record', () => {
  it('is one that the compiler can read', () => {
    const { presence, records } = open();
    presence.tell(FIRST, undefined);
    presence.tell({ build: 'b', generation: 1, pending: [] }, APPLIED);
    presence.answer('x');
    for (const record of records) expect(parseRecord(JSON.stringify(record))).toEqual({ ok: true, value: record });
    expect(records).toEqual([
      { ...IDENTITY, serial: 0, ...FIRST },
      { ...IDENTITY, serial: 1, build: 'b', generation: 1, pending: [], outcome: APPLIED },
      { ...IDENTITY, serial: 2, build: 'b', generation: 1, pending: [], outcome: APPLIED, answered: 'x' },
    ]);
  });

  it('is handed on when the process has come further, and not when it was only asked', () => {
    const { presence, records } = open();
    presence.tell(FIRST, undefined);
    presence.tell(FIRST, undefined);
    expect(records).toHaveLength(1);
    presence.tell({ ...FIRST, build: 'b' }, undefined);
    presence.tell({ ...FIRST, build: 'b', pending: ['./a'] }, undefined);
    presence.tell({ ...FIRST, build: 'b', pending: ['./b'] }, undefined);
    expect(records).toHaveLength(4);
  });

  it('is handed on for every outcome, and keeps the last one', () => {
    const { presence, records } = open();
    presence.tell(FIRST, APPLIED);
    presence.tell(FIRST, APPLIED);
    presence.tell({ ...FIRST, build: 'b' }, undefined);
    expect(records.map(({ outcome }) => outcome)).toEqual([APPLIED, APPLIED, APPLIED]);
  });
});

describe('the name of a record', () => {
  const name = (runtime: string, host = 'box'): string =>
    nameRecord({ ...IDENTITY, host, pid: 12, thread: 3, runtime });

  it('can be that of a file, and is different for different runtimes', () => {
    const names = ['main', 'Main', 'admin/main', 'admin.main', '../x', 'a b', 'ä', ''].map((runtime) => name(runtime));
    expect(new Set(names.map((one) => one.toLowerCase())).size).toBe(names.length);
    for (const one of names) expect(one).toMatch(/^box\.12\.3\.[a-z0-9_%-]*\.json$/);
  });

  it('begins with the names of its thread and its process', () => {
    expect(name('main', 'my.Box').startsWith(nameThread('my.Box', 12, 3))).toBe(true);
    expect(nameThread('my.Box', 12, 3).startsWith(nameProcess('my.Box', 12))).toBe(true);
    expect(nameThread('box', 12, 3).startsWith(nameProcess('box', 1))).toBe(false);
  });
});
