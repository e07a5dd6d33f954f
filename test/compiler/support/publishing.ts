/** Looks on while patches are published. */

import { JournalPublisher } from '../../../dist/src/journal-publisher';

/** Calls back before patches are published, until mocks are restored. */
export function beforePatches(tell: (...args: Parameters<JournalPublisher['publishPatches']>) => void): void {
  const { publishPatches } = JournalPublisher.prototype;
  jest.spyOn(JournalPublisher.prototype, 'publishPatches').mockImplementation(function (
    this: JournalPublisher,
    ...args
  ) {
    tell(...args);
    return publishPatches.apply(this, args);
  });
}
