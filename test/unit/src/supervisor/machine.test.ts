/** Checks what the supervisor does about everything that can happen, whatever the process is doing. */

import { decide } from '../../../../src/supervisor/machine';
import type { Effect, Phase, Policy, State, SupervisorEvent } from '../../../../src/supervisor/state';

const POLICY: Policy = { restart: 'when-needed', signal: 'SIGTERM', killTimeout: 5_000, keyboard: true };
const OLD = { hash: 'old', file: 'main.js' };
const NEW = { hash: 'new', file: 'main.js' };

const STATES = {
  stopped: phase({ name: 'stopped' }),
  'starting from the newest': phase({ name: 'starting', isNewest: true }),
  'starting from an older one': phase({ name: 'starting', isNewest: false }),
  'running the newest': phase({ name: 'running', isNewest: true }),
  'running an updated one': phase({ name: 'running', isNewest: false }),
  'updating the newest': phase({ name: 'updating', isNewest: true }),
  updating: phase({ name: 'updating', isNewest: false }),
  'draining, then start': phase({ name: 'stopping', step: 'draining', then: 'start' }),
  'asked, then start': phase({ name: 'stopping', step: 'asked', then: 'start' }),
  'asked, then stop': phase({ name: 'stopping', step: 'asked', then: 'stop' }),
  'killed, then start': phase({ name: 'stopping', step: 'killed', then: 'start' }),
  'killed, then stop': phase({ name: 'stopping', step: 'killed', then: 'stop' }),
  crashed: phase({ name: 'crashed', isWaiting: false }),
  'crashed, waiting': phase({ name: 'crashed', isWaiting: true }, 3),
} satisfies Record<string, State>;
type StateName = keyof typeof STATES;

const EVENTS = {
  'a new build': { type: 'built', build: NEW },
  'the same build': { type: 'built', build: OLD },
  'reached it': { type: 'reported', build: 'old', verdict: { kind: 'fine' } },
  'reached another': { type: 'reported', build: 'older', verdict: { kind: 'fine' } },
  refused: { type: 'reported', build: 'old', verdict: { kind: 'refused', reason: 'x is not accepted' } },
  broken: { type: 'reported', build: 'old', verdict: { kind: 'broken', reason: 'x' } },
  rs: { type: 'restart-requested', reason: 'rs was typed', by: 'person' },
  'a change': { type: 'restart-requested', reason: '.env has changed', by: 'change' },
  r: { type: 'reload-requested' },
  drained: { type: 'drained' },
  'time over': { type: 'time-over' },
  'wait over': { type: 'wait-over' },
  'early crash': { type: 'exited', end: { kind: 'exited', code: 1 }, lived: 10 },
  'late crash': { type: 'exited', end: { kind: 'killed', signal: 'SIGSEGV' }, lived: 5_000 },
  'end of work': { type: 'exited', end: { kind: 'exited', code: 0 }, lived: 10 },
  'watch closed': { type: 'watch-closed' },
  'end requested': { type: 'end-requested' },
  'end insisted': { type: 'end-insisted' },
} satisfies Record<string, SupervisorEvent>;
type EventName = keyof typeof EVENTS;

/** Nothing happens, nothing is done. */
const SAME = 'same';

/** What follows: the state, and what is done. `over` is a state in which nothing is started any more. */
const TABLE: Record<StateName, Record<EventName, string>> = {
  stopped: {
    'a new build': 'starting from the newest: fork',
    'the same build': 'starting from the newest: fork',
    'reached it': SAME,
    'reached another': SAME,
    refused: SAME,
    broken: SAME,
    rs: SAME,
    'a change': SAME,
    r: 'stopped: say',
    drained: SAME,
    'time over': SAME,
    'wait over': SAME,
    'early crash': SAME,
    'late crash': SAME,
    'end of work': SAME,
    'watch closed': 'stopped',
    'end requested': 'over, stopped',
    'end insisted': 'over, stopped',
  },
  'starting from the newest': {
    'a new build': 'starting from an older one',
    'the same build': SAME,
    'reached it': 'running the newest',
    'reached another': 'updating the newest: tell',
    refused: 'running the newest',
    broken: 'draining, then start: say, start-kill-timer, drain',
    rs: 'draining, then start: say, start-kill-timer, drain',
    'a change': 'draining, then start: say, start-kill-timer, drain',
    r: 'starting from the newest: reload',
    drained: SAME,
    'time over': SAME,
    'wait over': SAME,
    'early crash': 'crashed: say',
    'late crash': 'crashed: say',
    'end of work': 'crashed: say',
    'watch closed': 'asked, then stop: signal, start-kill-timer',
    'end requested': 'over, asked, then stop: signal, start-kill-timer',
    'end insisted': 'over, killed, then stop: kill',
  },
  'starting from an older one': {
    'a new build': 'starting from an older one',
    'the same build': SAME,
    'reached it': 'running an updated one',
    'reached another': 'updating: tell',
    refused: 'draining, then start: say, start-kill-timer, drain',
    broken: 'draining, then start: say, start-kill-timer, drain',
    rs: 'draining, then start: say, start-kill-timer, drain',
    'a change': 'draining, then start: say, start-kill-timer, drain',
    r: 'starting from an older one: reload',
    drained: SAME,
    'time over': SAME,
    'wait over': SAME,
    'early crash': 'starting from the newest: say, fork',
    'late crash': 'starting from the newest: say, fork',
    'end of work': 'starting from the newest: say, fork',
    'watch closed': 'asked, then stop: signal, start-kill-timer',
    'end requested': 'over, asked, then stop: signal, start-kill-timer',
    'end insisted': 'over, killed, then stop: kill',
  },
  'running the newest': {
    'a new build': 'updating: tell',
    'the same build': SAME,
    'reached it': 'running the newest',
    'reached another': SAME,
    refused: 'running the newest',
    broken: 'draining, then start: say, start-kill-timer, drain',
    rs: 'draining, then start: say, start-kill-timer, drain',
    'a change': 'draining, then start: say, start-kill-timer, drain',
    r: 'running the newest: reload',
    drained: SAME,
    'time over': SAME,
    'wait over': SAME,
    'early crash': 'crashed: say',
    'late crash': 'crashed: say',
    'end of work': 'crashed: say',
    'watch closed': 'asked, then stop: signal, start-kill-timer',
    'end requested': 'over, asked, then stop: signal, start-kill-timer',
    'end insisted': 'over, killed, then stop: kill',
  },
  'running an updated one': {
    'a new build': 'updating: tell',
    'the same build': SAME,
    'reached it': 'running an updated one',
    'reached another': SAME,
    refused: 'draining, then start: say, start-kill-timer, drain',
    broken: 'draining, then start: say, start-kill-timer, drain',
    rs: 'draining, then start: say, start-kill-timer, drain',
    'a change': 'draining, then start: say, start-kill-timer, drain',
    r: 'running an updated one: reload',
    drained: SAME,
    'time over': SAME,
    'wait over': SAME,
    'early crash': 'crashed: say',
    'late crash': 'crashed: say',
    'end of work': 'crashed: say',
    'watch closed': 'asked, then stop: signal, start-kill-timer',
    'end requested': 'over, asked, then stop: signal, start-kill-timer',
    'end insisted': 'over, killed, then stop: kill',
  },
  'updating the newest': {
    'a new build': 'updating: tell',
    'the same build': SAME,
    'reached it': 'running the newest',
    'reached another': SAME,
    refused: 'running the newest',
    broken: 'draining, then start: say, start-kill-timer, drain',
    rs: 'draining, then start: say, start-kill-timer, drain',
    'a change': 'draining, then start: say, start-kill-timer, drain',
    r: 'updating the newest: reload',
    drained: SAME,
    'time over': SAME,
    'wait over': SAME,
    'early crash': 'crashed: say',
    'late crash': 'crashed: say',
    'end of work': 'crashed: say',
    'watch closed': 'asked, then stop: signal, start-kill-timer',
    'end requested': 'over, asked, then stop: signal, start-kill-timer',
    'end insisted': 'over, killed, then stop: kill',
  },
  updating: {
    'a new build': 'updating: tell',
    'the same build': SAME,
    'reached it': 'running an updated one',
    'reached another': SAME,
    refused: 'draining, then start: say, start-kill-timer, drain',
    broken: 'draining, then start: say, start-kill-timer, drain',
    rs: 'draining, then start: say, start-kill-timer, drain',
    'a change': 'draining, then start: say, start-kill-timer, drain',
    r: 'updating: reload',
    drained: SAME,
    'time over': SAME,
    'wait over': SAME,
    'early crash': 'starting from the newest: say, fork',
    'late crash': 'starting from the newest: say, fork',
    'end of work': 'starting from the newest: say, fork',
    'watch closed': 'asked, then stop: signal, start-kill-timer',
    'end requested': 'over, asked, then stop: signal, start-kill-timer',
    'end insisted': 'over, killed, then stop: kill',
  },
  'draining, then start': {
    'a new build': 'draining, then start',
    'the same build': 'draining, then start',
    'reached it': SAME,
    'reached another': SAME,
    refused: SAME,
    broken: SAME,
    rs: SAME,
    'a change': SAME,
    r: 'draining, then start: say',
    drained: 'asked, then start: signal, start-kill-timer',
    'time over': 'asked, then start: signal, start-kill-timer',
    'wait over': SAME,
    'early crash': 'starting from the newest: stop-kill-timer, fork',
    'late crash': 'starting from the newest: stop-kill-timer, fork',
    'end of work': 'starting from the newest: stop-kill-timer, fork',
    'watch closed': 'asked, then stop: signal, start-kill-timer',
    'end requested': 'over, asked, then stop: signal, start-kill-timer',
    'end insisted': 'over, killed, then stop: kill',
  },
  'asked, then start': {
    'a new build': 'asked, then start',
    'the same build': 'asked, then start',
    'reached it': SAME,
    'reached another': SAME,
    refused: SAME,
    broken: SAME,
    rs: SAME,
    'a change': SAME,
    r: 'asked, then start: say',
    drained: SAME,
    'time over': 'killed, then start: say, kill',
    'wait over': SAME,
    'early crash': 'starting from the newest: stop-kill-timer, fork',
    'late crash': 'starting from the newest: stop-kill-timer, fork',
    'end of work': 'starting from the newest: stop-kill-timer, fork',
    'watch closed': 'asked, then stop',
    'end requested': 'over, asked, then stop',
    'end insisted': 'over, killed, then stop: kill',
  },
  'asked, then stop': {
    'a new build': 'asked, then start',
    'the same build': 'asked, then start',
    'reached it': SAME,
    'reached another': SAME,
    refused: SAME,
    broken: SAME,
    rs: SAME,
    'a change': SAME,
    r: 'asked, then stop: say',
    drained: SAME,
    'time over': 'killed, then stop: say, kill',
    'wait over': SAME,
    'early crash': 'stopped: stop-kill-timer',
    'late crash': 'stopped: stop-kill-timer',
    'end of work': 'stopped: stop-kill-timer',
    'watch closed': 'asked, then stop',
    'end requested': 'over, asked, then stop',
    'end insisted': 'over, killed, then stop: kill',
  },
  'killed, then start': {
    'a new build': 'killed, then start',
    'the same build': 'killed, then start',
    'reached it': SAME,
    'reached another': SAME,
    refused: SAME,
    broken: SAME,
    rs: SAME,
    'a change': SAME,
    r: 'killed, then start: say',
    drained: SAME,
    'time over': SAME,
    'wait over': SAME,
    'early crash': 'starting from the newest: stop-kill-timer, fork',
    'late crash': 'starting from the newest: stop-kill-timer, fork',
    'end of work': 'starting from the newest: stop-kill-timer, fork',
    'watch closed': 'killed, then stop',
    'end requested': 'over, killed, then stop',
    'end insisted': 'over, killed, then stop',
  },
  'killed, then stop': {
    'a new build': 'killed, then start',
    'the same build': 'killed, then start',
    'reached it': SAME,
    'reached another': SAME,
    refused: SAME,
    broken: SAME,
    rs: SAME,
    'a change': SAME,
    r: 'killed, then stop: say',
    drained: SAME,
    'time over': SAME,
    'wait over': SAME,
    'early crash': 'stopped: stop-kill-timer',
    'late crash': 'stopped: stop-kill-timer',
    'end of work': 'stopped: stop-kill-timer',
    'watch closed': 'killed, then stop',
    'end requested': 'over, killed, then stop',
    'end insisted': 'over, killed, then stop',
  },
  crashed: {
    'a new build': 'starting from the newest: fork',
    'the same build': 'starting from the newest: fork',
    'reached it': SAME,
    'reached another': SAME,
    refused: SAME,
    broken: SAME,
    rs: 'starting from the newest: say, fork',
    'a change': 'starting from the newest: say, fork',
    r: 'crashed: say',
    drained: SAME,
    'time over': SAME,
    'wait over': SAME,
    'early crash': SAME,
    'late crash': SAME,
    'end of work': SAME,
    'watch closed': 'stopped',
    'end requested': 'over, stopped',
    'end insisted': 'over, stopped',
  },
  'crashed, waiting': {
    'a new build': 'crashed, waiting',
    'the same build': 'crashed, waiting',
    'reached it': SAME,
    'reached another': SAME,
    refused: SAME,
    broken: SAME,
    rs: 'starting from the newest: stop-waiting, say, fork',
    'a change': SAME,
    r: 'crashed, waiting: say',
    drained: SAME,
    'time over': SAME,
    'wait over': 'starting from the newest: stop-waiting, fork',
    'early crash': SAME,
    'late crash': SAME,
    'end of work': SAME,
    'watch closed': 'stopped: stop-waiting',
    'end requested': 'over, stopped: stop-waiting',
    'end insisted': 'over, stopped: stop-waiting',
  },
};

const pairs = Object.entries(TABLE).flatMap(([state, row]) =>
  Object.entries(row).map(([event, expected]) => [state, event, expected] as const),
);

test.each(pairs)('%s, %s: %s', (state, event, expected) => {
  expect(describeDecision(STATES[state as StateName], EVENTS[event as EventName], POLICY)).toBe(expected);
});

test('a compiler that ends starts nothing any more', () => {
  const { state } = decide(POLICY, STATES['running the newest'], EVENTS['end requested']);
  const after = [EVENTS['a new build'], EVENTS.rs, EVENTS['a change'], EVENTS['late crash'], EVENTS['a new build']];
  const last = after.reduce((current, event) => {
    const decision = decide(POLICY, current, event);
    expect(decision.effects).not.toContainEqual(expect.objectContaining({ type: 'fork' }));
    return decision.state;
  }, state);
  expect(last.phase).toEqual({ name: 'stopped' });
});

test('a process that refuses what it was started from is not started again and again', () => {
  const reported = decide(POLICY, STATES['starting from the newest'], EVENTS['reached another']).state;
  expect(decide(POLICY, reported, EVENTS.refused).effects).toEqual([]);
});

test('a build that ended the process which applied it is tried once', () => {
  const ended = decide(POLICY, STATES.updating, EVENTS['early crash']);
  const line = 'the application crashed with exit code 1; there is a newer build, which is tried now';
  expect(ended.effects).toEqual([
    { type: 'say', line },
    { type: 'fork', file: 'main.js' },
  ]);
  expect(describeDecision(ended.state, EVENTS['early crash'], POLICY)).toBe('crashed: say');
});

test('a watch that was closed and opened again starts the application again', () => {
  const closed = decide(POLICY, STATES['running the newest'], EVENTS['watch closed']).state;
  const reopened = decide(POLICY, closed, EVENTS['a new build']).state;
  expect(decide(POLICY, reopened, EVENTS['end of work']).effects).toContainEqual({ type: 'fork', file: 'main.js' });
});

describe("with restart: 'never'", () => {
  const never: Policy = { ...POLICY, restart: 'never' };

  test.each(['refused', 'broken'] as const)('an update that is %s leaves the process alone', (event) => {
    expect(describeDecision(STATES.updating, EVENTS[event], never)).toBe('running an updated one');
  });

  test('a file that has changed is named', () => {
    expect(decide(never, STATES['running the newest'], EVENTS['a change']).effects).toEqual([
      { type: 'say', line: '.env has changed: type rs to restart the application' },
    ]);
    expect(decide({ ...never, keyboard: false }, STATES['running the newest'], EVENTS['a change']).effects).toEqual([
      { type: 'say', line: '.env has changed: restart the application to see that' },
    ]);
  });

  test('a person still gets a restart', () => {
    expect(describeDecision(STATES['running the newest'], EVENTS.rs, never)).toMatch(/^draining, then start/);
  });

  test('what has ended starts again with the next build', () => {
    expect(describeDecision(STATES.crashed, EVENTS['a new build'], never)).toBe('starting from the newest: fork');
  });
});

describe('an application that crashes at its start', () => {
  function crash(times: number): State {
    let state = STATES['starting from the newest'];
    for (let count = 0; count < times; count += 1) {
      state = decide(POLICY, { ...state, phase: { name: 'starting', isNewest: true } }, EVENTS['early crash']).state;
    }
    return state;
  }

  test.each([
    [2, undefined],
    [3, 1_000],
    [4, 2_000],
    [5, 4_000],
    [7, 16_000],
    [8, 30_000],
    [20, 30_000],
  ])('%d times in a row waits for %s ms', (times, ms) => {
    const { effects } = decide(POLICY, crash(times), EVENTS['a new build']);
    expect(effects.find(({ type }) => type === 'wait')).toEqual(ms && { type: 'wait', ms });
    expect(effects.some(({ type }) => type === 'fork')).toBe(ms === undefined);
  });

  test('counts one that has not told of itself, however long its start took', () => {
    const starting: State = { ...crash(2), phase: { name: 'starting', isNewest: true } };
    expect(decide(POLICY, starting, EVENTS['late crash']).state.crashes).toBe(3);
  });

  test('says that it waits', () => {
    const line = 'the application has crashed 3 times in a row: it starts again in 1 s; type rs to start it now';
    expect(decide(POLICY, crash(3), EVENTS['a new build']).effects[0]).toEqual({ type: 'say', line });
  });

  test('is patient again after it has lived for a while, or has ended well', () => {
    for (const event of [EVENTS['late crash'], EVENTS['end of work']]) {
      const state = decide(POLICY, { ...crash(5), phase: { name: 'running', isNewest: true } }, event).state;
      expect(decide(POLICY, state, EVENTS['a new build']).effects).toEqual([{ type: 'fork', file: 'main.js' }]);
    }
  });
});

test.each([
  ['early crash', 'the application crashed with exit code 1; it starts again with the next build'],
  ['late crash', 'the application was ended by SIGSEGV; it starts again with the next build'],
  ['end of work', 'the application has ended (exit code 0); it starts again with the next build'],
] as const)('an end that nobody asked for is told: %s', (event, line) => {
  expect(decide(POLICY, STATES['running the newest'], EVENTS[event]).effects).toEqual([{ type: 'say', line }]);
});

test.each([
  [EVENTS.refused, 'restarting: x is not accepted'],
  [EVENTS['a change'], 'restarting: .env has changed'],
  [EVENTS.rs, 'restarting: rs was typed'],
])('a restart says why', (event, line) => {
  expect(decide(POLICY, STATES['running an updated one'], event).effects[0]).toEqual({ type: 'say', line });
});

function phase(phase: Phase, crashes = 0): State {
  return { phase, newest: OLD, crashes, isOver: false };
}

function describeDecision(state: State, event: SupervisorEvent, policy: Policy): string {
  const decision = decide(policy, state, event);
  if (decision.state === state && decision.effects.length === 0) return SAME;
  const effects = decision.effects.map(describeEffect).join(', ');
  return `${describeState(decision.state)}${effects === '' ? '' : `: ${effects}`}`;
}

function describeState(state: State): string {
  const found = Object.entries(STATES).find(([, { phase }]) => JSON.stringify(phase) === JSON.stringify(state.phase));
  return `${state.isOver ? 'over, ' : ''}${found?.[0] ?? JSON.stringify(state.phase)}`;
}

function describeEffect(effect: Effect): string {
  return effect.type === 'wait' ? `wait ${effect.ms}` : effect.type;
}

describe('a process that is faster than the word of its build', () => {
  const refusal: SupervisorEvent = { ...EVENTS.refused, build: 'new' };
  const follow = (...events: readonly SupervisorEvent[]): readonly string[] => {
    let state: State = STATES['running the newest'];
    return events.flatMap((event) => {
      const decision = decide(POLICY, state, event);
      state = decision.state;
      return decision.effects.map(({ type }) => type);
    });
  };

  it('is restarted once that is known to be published', () => {
    expect(follow(refusal)).toEqual([]);
    expect(follow(refusal, EVENTS['a new build'])).toEqual(['tell', 'say', 'start-kill-timer', 'drain']);
  });

  it('is not, where it has found its way meanwhile, or where that is another build', () => {
    expect(follow(refusal, { ...refusal, verdict: { kind: 'fine' } }, EVENTS['a new build'])).toEqual(['tell']);
    expect(follow({ ...refusal, build: 'patch' }, EVENTS['a new build'])).toEqual(['tell']);
  });

  it('does not speak for the one that takes its place', () => {
    const replaced = [EVENTS.rs, EVENTS.drained, EVENTS['end of work']];
    expect(follow(refusal, ...replaced, EVENTS['a new build'])).toEqual(follow(...replaced, EVENTS['a new build']));
  });
});
