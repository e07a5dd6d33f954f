/** Tests which updates a plan refuses, with which chain, and what becomes of removed modules. */

import type { ModuleId } from '../../../runtime/protocol/identifiers';
import type { Chain, RefusalReason } from '../../../runtime/protocol/outcome';
import { type Plan, planUpdate, type PlanInput } from '../../../runtime/update-plan';
import { drawGraph, type HotMarks } from '../../support/fake-graph';

type Change = readonly [ModuleId, 'changed' | 'removed'];

/** main → routes → leaf, and main → other. */
const EDGES: Readonly<Record<string, readonly string[]>> = {
  main: ['routes', 'other'],
  routes: ['leaf'],
  leaf: [],
  other: [],
};

function plan(
  changes: readonly Change[],
  marks: Readonly<Record<string, HotMarks>>,
  registered: readonly ModuleId[],
  more: Partial<PlanInput> & { readonly edges?: Readonly<Record<string, readonly string[]>> } = {},
): Plan {
  const { edges = EDGES, ...rest } = more;
  return planUpdate({
    graph: drawGraph(edges, marks),
    changes: new Map(changes),
    forced: new Set(),
    invalidated: new Set(),
    ignored: new Set(),
    whole: false,
    boundaryAt: (id) => (registered.includes(id) ? { kind: 'take', modules: [id], asked: false } : undefined),
    turns: () => false,
    uniform: false,
    ...rest,
  });
}

describe('a refused change', () => {
  it.each<[string, readonly Change[], Readonly<Record<string, HotMarks>>, readonly ModuleId[], Chain]>([
    ['reaches the entry', [['leaf', 'changed']], {}, [], { reason: 'unaccepted', modules: ['leaf', 'routes', 'main'] }],
    ['is the entry', [['main', 'changed']], {}, ['routes'], { reason: 'unaccepted', modules: ['main'] }],
    [
      'is declined by a parent',
      [['leaf', 'changed']],
      { routes: { declines: ['leaf'] } },
      [],
      { reason: 'declined', modules: ['leaf', 'routes'] },
    ],
    [
      'declines itself',
      [['leaf', 'changed']],
      { leaf: { self: 'declined' } },
      ['routes'],
      { reason: 'self-declined', modules: ['leaf'] },
    ],
    [
      'reaches a module that declines itself',
      [['leaf', 'changed']],
      { routes: { self: 'declined' } },
      [],
      { reason: 'self-declined', modules: ['leaf', 'routes'] },
    ],
  ])('%s', (_, changes, marks, registered, chain) => {
    const made = plan(changes, marks, registered);
    expect(made.refused).toEqual([chain]);
    expect(made.install.size + made.outdated.size + made.boundaries.length).toBe(0);
  });

  it('is told with each way that is refused', () => {
    const edges = { main: ['one', 'two'], one: ['shared'], two: ['shared'], shared: [] };
    const made = plan([['shared', 'changed']], { two: { declines: ['shared'] } }, [], { edges });
    expect(made.refused).toEqual([
      { reason: 'declined', modules: ['shared', 'two'] },
      { reason: 'unaccepted', modules: ['shared', 'one', 'main'] },
    ]);
  });

  it('takes the shortest way through a circle', () => {
    const edges = { main: ['odd'], odd: ['even'], even: ['odd'] };
    expect(plan([['even', 'changed']], {}, [], { edges }).refused).toEqual([
      { reason: 'unaccepted', modules: ['even', 'odd', 'main'] },
    ]);
  });

  it.each([
    ['a registration of the module that declines itself', { routes: { self: 'declined' } }, ['routes']],
    ['a registration above the module that declines itself', { leaf: { self: 'declined' } }, ['routes']],
    ['a registration above the parent that declines', { routes: { declines: ['leaf'] } }, ['routes']],
  ] as const)('is refused in spite of %s', (_, marks, registered) => {
    expect(plan([['leaf', 'changed']], marks, registered).refused).toHaveLength(1);
  });

  it('is refused where a parent declines the boundary itself', () => {
    const made = plan([['leaf', 'changed']], { main: { declines: ['routes'] } }, ['routes']);
    expect(made.refused).toEqual([{ reason: 'declined', modules: ['leaf', 'routes', 'main'] }]);
    expect(made.boundaries).toEqual([]);
  });

  it('is asynchronous now, or is so no longer, up to the entry', () => {
    const { refused } = plan([['leaf', 'changed']], {}, [], { turns: (id) => id === 'leaf' });
    expect(refused).toEqual([{ reason: 'async-changed', modules: ['leaf', 'routes', 'main'] }]);
  });

  it('is declined by a parent although it is registered', () => {
    const { refused } = plan([['leaf', 'changed']], { routes: { declines: ['leaf'] } }, ['leaf']);
    expect(refused).toEqual([{ reason: 'declined', modules: ['leaf', 'routes'] }]);
  });

  it('leaves the other changes alone', () => {
    const made = plan(
      [
        ['other', 'changed'],
        ['leaf', 'changed'],
      ],
      {},
      ['routes'],
    );
    expect(made.refused).toEqual([{ reason: 'unaccepted', modules: ['other', 'main'] }]);
    expect([...made.install]).toEqual(['leaf']);
  });

  it('stops everything where all or nothing is asked for', () => {
    const made = plan(
      [
        ['other', 'changed'],
        ['leaf', 'changed'],
      ],
      {},
      ['routes'],
      { whole: true },
    );
    expect(made.refused).toHaveLength(1);
    expect([made.install.size, made.outdated.size, made.boundaries.length]).toEqual([0, 0, 0]);
  });

  it('is left out where its reason is ignored', () => {
    const ignored = new Set<RefusalReason>(['unaccepted']);
    const made = plan(
      [
        ['other', 'changed'],
        ['leaf', 'changed'],
      ],
      {},
      ['routes'],
      { whole: true, ignored },
    );
    expect(made.refused).toEqual([]);
    expect([...made.install]).toEqual(['leaf']);
  });
});

describe('a removed module', () => {
  it('goes together with the last module that required it', () => {
    const made = plan(
      [
        ['leaf', 'removed'],
        ['routes', 'changed'],
      ],
      {},
      ['routes'],
    );
    expect([...made.install].sort()).toEqual(['leaf', 'routes']);
    expect(new Set(made.outdated)).toEqual(new Set(['leaf', 'routes']));
    expect(made.boundaries).toEqual(['routes']);
  });

  it('stays as long as a module that stays requires it', () => {
    const made = plan([['leaf', 'removed']], {}, ['routes']);
    expect(made.install.size + made.outdated.size).toBe(0);
    expect(made.refused).toEqual([]);
  });

  it('is no boundary any longer, registered or not', () => {
    const made = plan(
      [
        ['leaf', 'removed'],
        ['routes', 'changed'],
      ],
      {},
      ['routes', 'leaf'],
    );
    expect(made.boundaries).toEqual(['routes']);
    expect(made.outdated.has('leaf')).toBe(true);
  });

  it('goes at once where it was never evaluated', () => {
    expect([...plan([['lazy', 'removed']], {}, []).install]).toEqual(['lazy']);
  });

  it('that was never evaluated stays while another change is not applied, which may require it', () => {
    const made = plan(
      [
        ['lazy', 'removed'],
        ['other', 'changed'],
      ],
      {},
      [],
    );
    expect(made.install.size).toBe(0);
  });
});
