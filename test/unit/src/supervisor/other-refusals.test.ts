/** Tests when a supervisor hears of what other threads than the main one have refused. */

import { OtherRefusals } from '../../../../src/supervisor/other-refusals';
import { applied, failed } from '../processes/records';

const REFUSAL = { kind: 'refused', reason: 'a.js is not accepted' } as const;
const isNewest = (build: string): boolean => build === 'new';

test('it waits for the main thread to run the newest build', () => {
  const refusals = new OtherRefusals();
  refusals.hold('new', REFUSAL);
  expect(refusals.release(isNewest)).toEqual([]);
  refusals.noteMain({ build: 'old' });
  expect(refusals.release(isNewest)).toEqual([]);
  refusals.noteMain({ build: 'new', outcome: applied() });
  expect(refusals.release(isNewest)).toEqual([REFUSAL]);
  expect(refusals.release(isNewest)).toEqual([]);
  refusals.hold('new', REFUSAL);
  expect(refusals.release(isNewest)).toEqual([REFUSAL]);
});

test('it is not heard of where the newest code has failed in the main thread, until the next build', () => {
  const refusals = new OtherRefusals();
  refusals.noteMain({ build: 'new', outcome: failed() });
  refusals.hold('new', REFUSAL);
  expect(refusals.release(isNewest)).toEqual([]);
  refusals.noteMain({ build: 'newer', outcome: applied() });
  expect(refusals.release((build) => build === 'newer')).toEqual([]);
  refusals.hold('newer', REFUSAL);
  expect(refusals.release((build) => build === 'newer')).toEqual([REFUSAL]);
});

test('it waits for its build to be published, and is over with the next one', () => {
  const refusals = new OtherRefusals();
  refusals.noteMain({ build: 'new' });
  refusals.hold('new', REFUSAL);
  refusals.hold('newer', REFUSAL);
  refusals.hold('newest', REFUSAL);
  expect(refusals.release((build) => build === 'old')).toEqual([]);
  refusals.noteMain({ build: 'newer' });
  expect(refusals.release((build) => build === 'newer')).toEqual([REFUSAL]);
  expect(refusals.release((build) => build === 'newer' || build === 'new')).toEqual([]);
  refusals.noteMain({ build: 'newest' });
  expect(refusals.release((build) => build === 'newest')).toEqual([REFUSAL]);
});
