/** Expects reports of a watcher that keeps still, speaks, or is late. */

import { Reports } from '../../../../src/fast-lane/reports';

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['setImmediate'] }));
afterEach(() => void jest.useRealTimers());

const turn = async (): Promise<void> => new Promise((resolve) => void setImmediate(() => resolve()));

/** Waits for the report of a file. */
function wait(reports: Reports, file: string, patience = 2): jest.Mock {
  const done = jest.fn();
  reports.whenArrived(file, patience, done);
  return done;
}

test('nothing is waited for that is not expected', () => {
  expect(wait(new Reports(), 'a')).toHaveBeenCalledTimes(1);
});

test('who waits goes on once when the report has arrived, after what the watcher does then', async () => {
  const reports = new Reports();
  reports.expect('a');
  const waiting = [wait(reports, 'a'), wait(reports, 'a')];
  reports.arrive('b');
  await turn();
  for (const done of waiting) expect(done).not.toHaveBeenCalled();
  reports.arrive('a');
  for (const done of waiting) expect(done).not.toHaveBeenCalled();
  await turn();
  jest.advanceTimersByTime(10);
  for (const done of waiting) expect(done).toHaveBeenCalledTimes(1);
  expect(wait(reports, 'a')).toHaveBeenCalledTimes(1);
});

test('a report that is late is not waited for again, except by those with more patience', async () => {
  const reports = new Reports();
  reports.expect('a');
  const done = wait(reports, 'a', 2);
  jest.advanceTimersByTime(1);
  expect(done).not.toHaveBeenCalled();
  jest.advanceTimersByTime(1);
  expect(done).toHaveBeenCalledTimes(1);
  expect(wait(reports, 'a', 2)).toHaveBeenCalledTimes(1);
  const patient = wait(reports, 'a', 6);
  expect(patient).not.toHaveBeenCalled();
  reports.arrive('a');
  await turn();
  expect(patient).toHaveBeenCalledTimes(1);
  expect(done).toHaveBeenCalledTimes(1);
});

test('a report between a late one and its timer counts once', async () => {
  const reports = new Reports();
  reports.expect('a');
  const done = wait(reports, 'a', 2);
  reports.arrive('a');
  jest.advanceTimersByTime(2);
  await turn();
  expect(done).toHaveBeenCalledTimes(1);
});

test('a file that is heard of again is waited for again, together with those who wait already', async () => {
  const reports = new Reports();
  reports.expect('a');
  const first = wait(reports, 'a', 4);
  jest.advanceTimersByTime(3);
  reports.expect('a');
  const second = wait(reports, 'a', 4);
  jest.advanceTimersByTime(1);
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 0]);
  reports.arrive('a');
  await turn();
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
});
