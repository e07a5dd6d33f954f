/** Tests what a plan makes of an update: what is outdated, where it stops, what is refused. */

import type { ModuleId } from '../../../runtime/protocol/identifiers';
import type { Boundary } from '../../../runtime/update-climb';
import { type Plan, planUpdate, type PlanInput } from '../../../runtime/update-plan';
import { drawGraph, type HotMarks } from '../../support/fake-graph';

type Edges = Readonly<Record<string, readonly ModuleId[]>>;

interface Case {
  readonly edges: Edges;
  readonly marks?: Readonly<Record<string, HotMarks>>;
  readonly changed?: readonly ModuleId[];
  readonly removed?: readonly ModuleId[];
  readonly forced?: readonly ModuleId[];
  readonly registered?: readonly ModuleId[];
  readonly waiting?: readonly ModuleId[];
}

function plan({ edges, marks = {}, changed = [], removed = [], ...rest }: Case, more: Partial<PlanInput> = {}): Plan {
  const { forced = [], registered = [], waiting = [] } = rest;
  const boundaryAt = (module: ModuleId): Boundary | undefined => {
    if (forced.includes(module) || registered.includes(module))
      return { kind: 'take', modules: [module], asked: false };
    return waiting.includes(module) ? { kind: 'wait' } : undefined;
  };
  return planUpdate({
    graph: drawGraph(edges, marks),
    changes: new Map([
      ...changed.map((id) => [id, 'changed'] as const),
      ...removed.map((id) => [id, 'removed'] as const),
    ]),
    forced: new Set(forced),
    invalidated: new Set(),
    ignored: new Set(),
    whole: false,
    boundaryAt,
    turns: () => false,
    uniform: false,
    ...more,
  });
}

/** main → routes → leaf, and main → other. */
const EDGES: Edges = { main: ['routes', 'other'], routes: ['leaf'], leaf: [], other: [] };

describe('the outdated modules', () => {
  const outdated = (input: Case): readonly ModuleId[] => [...plan(input).outdated];

  it.each<[string, Case, readonly ModuleId[]]>([
    ['the boundary alone', { edges: EDGES, changed: ['routes'], registered: ['routes'] }, ['routes']],
    ['all up to the boundary', { edges: EDGES, changed: ['leaf'], registered: ['routes'] }, ['leaf', 'routes']],
    ['none where the code was never evaluated', { edges: EDGES, changed: ['lazy'], registered: ['routes'] }, []],
    [
      'all up to a self-accepted module',
      { edges: EDGES, marks: { routes: { self: 'accepted' } }, changed: ['leaf'] },
      ['leaf', 'routes'],
    ],
    [
      'all below a parent that accepts',
      { edges: EDGES, marks: { main: { accepts: ['routes'] } }, changed: ['leaf'] },
      ['leaf', 'routes'],
    ],
    ['what is forced', { edges: EDGES, forced: ['other'] }, ['other']],
    [
      'what is forced and what changed',
      { edges: EDGES, changed: ['leaf'], registered: ['routes'], forced: ['other'] },
      ['other', 'leaf', 'routes'],
    ],
    [
      'nothing above a boundary of its own',
      { edges: EDGES, changed: ['leaf'], registered: ['routes', 'leaf'] },
      ['leaf'],
    ],
  ])('are %s', (_, input, expected) => {
    expect(outdated(input)).toEqual(expected);
  });

  it('come with those they require first, whatever the order of the changes', () => {
    const edges = { main: ['top'], top: ['left', 'right'], left: ['base'], right: ['base'], base: [] };
    for (const changed of [['right', 'base', 'left'], ['base'], ['left', 'base']]) {
      const order = outdated({ edges, changed, registered: ['top'] });
      expect([order[0], order.at(-1), order.length]).toEqual(['base', 'top', 4]);
    }
  });

  it('are all modules of a circle', () => {
    const edges = { main: ['odd'], odd: ['even'], even: ['odd'] };
    const made = plan({ edges, changed: ['even'], registered: ['odd'] });
    expect(new Set(made.outdated)).toEqual(new Set(['odd', 'even']));
    expect(made.boundaries).toEqual(['odd']);
  });

  it('are those of a circle without a boundary up to the one above it', () => {
    const edges = { main: ['routes'], routes: ['odd'], odd: ['even'], even: ['odd'] };
    const made = plan({ edges, changed: ['even'], registered: ['routes'] });
    expect(new Set(made.outdated)).toEqual(new Set(['odd', 'even', 'routes']));
    expect(made.boundaries).toEqual(['routes']);
  });

  it('hold a module that requires itself once', () => {
    expect(outdated({ edges: { main: ['self'], self: ['self'] }, changed: ['self'], registered: ['self'] })).toEqual([
      'self',
    ]);
  });
});

describe('the boundaries', () => {
  it('are all that share a changed dependency, those they require first', () => {
    const edges = { main: ['two', 'one'], one: ['shared'], two: ['shared', 'one'], shared: [] };
    const made = plan({ edges, changed: ['shared'], registered: ['one', 'two'] });
    expect(made.boundaries).toEqual(['one', 'two']);
    expect([...made.outdated]).toEqual(['shared', 'one', 'two']);
  });

  it('are the modules that a wholesale registration includes', () => {
    const take: Boundary = { kind: 'take', modules: ['leaf', 'other'], asked: false };
    const made = plan({ edges: EDGES, changed: ['leaf'] }, { boundaryAt: (id) => (id === 'leaf' ? take : undefined) });
    expect(made.boundaries).toEqual(['leaf', 'other']);
    expect([...made.outdated]).toEqual(['leaf', 'other']);
  });

  it('tell the self-accepted ones, which come after the accept handlers', () => {
    const made = plan({
      edges: EDGES,
      marks: { leaf: { self: 'accepted' } },
      changed: ['leaf', 'other'],
      registered: ['other'],
    });
    expect(made.boundaries).toEqual(['leaf', 'other']);
    expect([...made.selfAccepted]).toEqual(['leaf']);
  });

  it('are none for a self-accepted module that has invalidated itself', () => {
    const marks = { leaf: { self: 'accepted' } } as const;
    const made = plan({ edges: EDGES, marks, registered: ['routes'] }, { invalidated: new Set(['leaf']) });
    expect(made.boundaries).toEqual(['routes']);
    expect([...made.outdated]).toEqual(['leaf', 'routes']);
    expect([...made.install]).toEqual([]);
  });
});

describe('the accepted dependencies', () => {
  it('are listed by the module that accepts them', () => {
    const marks = { main: { accepts: ['routes', 'other'] } };
    const made = plan({ edges: EDGES, marks, changed: ['leaf', 'other'] });
    expect([...made.accepted]).toEqual([['main', new Set(['routes', 'other'])]]);
    expect(made.boundaries).toEqual([]);
  });

  it('do not count where the accepting module is outdated itself', () => {
    const edges = { main: ['routes'], routes: ['leaf', 'part'], leaf: [], part: [] };
    const made = plan({
      edges,
      marks: { routes: { accepts: ['leaf'] } },
      changed: ['leaf', 'part'],
      registered: ['routes'],
    });
    expect([...made.accepted]).toEqual([]);
    expect([...made.outdated]).toEqual(['leaf', 'part', 'routes']);
  });
});

describe('what is installed', () => {
  it.each<[string, Case, readonly ModuleId[]]>([
    ['what changed', { edges: EDGES, changed: ['leaf'], registered: ['routes'] }, ['leaf']],
    ['what was never evaluated', { edges: EDGES, changed: ['lazy'] }, ['lazy']],
    ['nothing that is only forced', { edges: EDGES, forced: ['leaf'] }, []],
    ['a change that is forced too', { edges: EDGES, changed: ['leaf'], forced: ['leaf'] }, ['leaf']],
    ['nothing that waits', { edges: EDGES, changed: ['leaf'], waiting: ['routes'] }, []],
    ['nothing that is refused', { edges: EDGES, changed: ['leaf'] }, []],
    ['what can be, beside what cannot', { edges: EDGES, changed: ['leaf', 'other'], registered: ['routes'] }, ['leaf']],
  ])('is %s', (_, input, expected) => {
    expect([...plan(input).install]).toEqual(expected);
  });
});

describe('what waits', () => {
  it('is the change below a registration that does not take it', () => {
    const made = plan({ edges: EDGES, changed: ['leaf', 'other'], waiting: ['routes'], registered: ['other'] });
    expect(made.waiting).toEqual(['leaf']);
    expect([...made.outdated]).toEqual(['other']);
  });

  it('is the change that one of two registrations does not take', () => {
    const edges = { main: ['one', 'two'], one: ['shared'], two: ['shared'], shared: [] };
    const made = plan({ edges, changed: ['shared'], waiting: ['one'], registered: ['two'] });
    expect(made.waiting).toEqual(['shared']);
    expect(made.outdated.size + made.install.size).toBe(0);
  });

  it('is not what is refused on another way', () => {
    const edges = { main: ['one', 'shared'], one: ['shared'], shared: [] };
    const made = plan({ edges, changed: ['shared'], waiting: ['one'] });
    expect(made.waiting).toEqual([]);
    expect(made.refused).toEqual([{ reason: 'unaccepted', modules: ['shared', 'main'] }]);
  });
});

describe('a registration that takes many modules', () => {
  const ids = Array.from({ length: 50 }, (_, index) => `part ${String(index)}`);
  const edges = { main: ids, ...Object.fromEntries(ids.map((id) => [id, []])) };

  /** Counts how often all of it is gone through. */
  function countedGroup(): { readonly group: readonly ModuleId[]; readonly count: () => number } {
    let count = 0;
    const read = (name: string | symbol): unknown => {
      if (name === '0') count += 1;
      return Reflect.get(ids, name);
    };
    return { group: new Proxy(ids, { get: (_, name) => read(name) }), count: () => count };
  }

  it.each(['take', 'hold'] as const)('is gone through a few times, however many of them have changed: %s', (kind) => {
    const { count, group } = countedGroup();
    const stop: Boundary = kind === 'take' ? { kind, modules: group, asked: false } : { kind, modules: group };
    const made = plan({ edges, changed: ids }, { boundaryAt: () => stop });
    expect([made.outdated.size, made.waiting.length]).toEqual(kind === 'take' ? [50, 0] : [0, 50]);
    expect(count()).toBeLessThanOrEqual(4);
  });
});
