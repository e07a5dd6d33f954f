/** Edits a running application three times, and expects what an edit promises whatever the application is built with. */

import { expectNoDeadEnd } from './dead-end';
import type { Server } from './server';

/** How the versions of a source are saved, and what is answered to `/` then. */
export interface LiveEdits {
  /** Saves a version of the source: its name is `two` or `three`, and it may throw when it is evaluated. */
  readonly save: (name: string, throws: boolean) => void;
  /** Gives the answer with the name of a version. */
  readonly answer: (name: string) => string;
  /** The line that tells that the throwing version was undone. */
  readonly report?: RegExp;
}

/** Expects that an edit goes live, that one which throws is undone without losing state, and that the next goes live. */
export async function expectLiveEdits(server: Server, { save, answer, report }: LiveEdits): Promise<void> {
  await server.untilText('/', answer('one'));
  save('two', false);
  await server.untilText('/', answer('two'));
  await server.lines.waitFor(/^\[hot\] applied/);
  await expectNoDeadEnd(server, {
    fail: () => save('three', true),
    report: report ?? /^\[hot\] rolled back: Error: boom$/,
    fix: () => save('three', false),
    fixed: answer('three'),
  });
  expect(server.lines.matching(/^listening/)).toHaveLength(1);
}
