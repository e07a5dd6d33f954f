/** Makes a running application fail, and expects that this is no dead end. */

import type { OutputLines } from './output-lines';
import type { Server } from './server';

/** What goes wrong, and what comes next. */
export interface Failure {
  /** Saves what fails. */
  readonly fail: () => unknown;
  /** The line that tells of it. */
  readonly report: RegExp;
  /** Where that line is printed; by the server, if nothing else is said. */
  readonly reporter?: OutputLines;
  /** Saves the next good edit. */
  readonly fix: () => unknown;
  /** What is answered to `/` then. */
  readonly fixed: string;
}

/** Gives the source of an `app` that keeps a number of its own: it counts `/count`, and greets with the leaf's `name`. */
export function statefulApp(greeting: string, more = ''): string {
  return `
    import { name } from './leaf';
    let own = 0;

    export function respond(path) {
      if (path === '/count') return (own += 1);
      if (path === '/pid') return process.pid;
      return '${greeting} ' + name;
    }
    ${more}
  `;
}

/** Expects that the old version answers with its state, that one line tells why, and that the next edit goes live. */
export async function expectNoDeadEnd(server: Server, failure: Failure): Promise<void> {
  const { fail, report, reporter = server.lines, fix, fixed } = failure;
  const [text, count] = [await server.get('/'), Number(await server.get('/count'))];
  const [from, reporterFrom] = [server.lines.all.length, reporter.all.length];
  await fail();
  await reporter.waitFor(report, reporterFrom);
  expect([await server.get('/'), await server.get('/count')]).toEqual([text, String(count + 1)]);

  await fix();
  await server.untilText('/', fixed);
  expect(await server.get('/pid')).toBe(String(server.pid));
  await server.lines.waitFor(/^\[hot\] applied/, from);
  expect(reporter.matching(report, reporterFrom)).toHaveLength(1);
  expect(server.lines.matching(/^\[hot\] (?!applied)/, from)).toHaveLength(reporter === server.lines ? 1 : 0);
}
