/** Tests that one request made of several asks for what each of them asked for. */

import type { Holder } from '../../../runtime/registry';
import { mergeRequests, type ReloadRequest, requestBy } from '../../../runtime/reload-request';

const HOLDER: Holder = {
  automatic: false,
  manual: true,
  createdIn: [],
  settleTimeout: undefined,
  whenRefused: undefined,
  stop: () => undefined,
};
const [ONE, TWO]: readonly [Holder, Holder] = [{ ...HOLDER }, { ...HOLDER }];

describe('mergeRequests', () => {
  it.each([
    ['check', 'build', 'build'],
    ['build', 'registration', 'registration'],
    ['registration', 'person', 'person'],
    ['person', 'check', 'person'],
    ['build', 'build', 'build'],
  ] as const)('of %s and %s is by %s, in either order', (a, b, expected) => {
    expect(mergeRequests(requestBy(a), requestBy(b)).by).toBe(expected);
    expect(mergeRequests(requestBy(b), requestBy(a)).by).toBe(expected);
  });

  it('releases and forces what either does', () => {
    const a: ReloadRequest = { by: 'person', release: new Set([ONE]), force: new Set(['a']) };
    const b: ReloadRequest = { by: 'build', release: new Set([TWO]), force: new Set(['a', 'b']) };
    const merged = mergeRequests(a, b);
    expect(merged.release).toEqual(new Set([ONE, TWO]));
    expect(merged.force).toEqual(new Set(['a', 'b']));
  });

  it('releases all where one does', () => {
    const all: ReloadRequest = { ...requestBy('person'), release: 'all' };
    expect(mergeRequests(all, requestBy('build')).release).toBe('all');
    expect(mergeRequests(requestBy('build'), all).release).toBe('all');
  });

  it('keeps the apply options, the later ones where both have some', () => {
    const [first, second] = [{ ignoreErrored: true }, { ignoreDeclined: true }];
    expect(mergeRequests({ ...requestBy('person'), apply: first }, requestBy('build')).apply).toBe(first);
    const both = mergeRequests({ ...requestBy('person'), apply: first }, { ...requestBy('person'), apply: second });
    expect(both.apply).toBe(second);
  });

  it('leaves both as they were', () => {
    const [a, b] = [requestBy('build'), { ...requestBy('person'), force: new Set(['a']) }];
    mergeRequests(a, b);
    expect([a.force.size, b.force.size]).toEqual([0, 1]);
  });
});
