/** Looks on while patches are published. */

import { JournalPublisher } from '../../../dist/src/journal-publisher';

/** Calls back before each patch is published, until mocks are restored. */
export function beforePatches(tell: (...args: Parameters<JournalPublisher['publishPatch']>) => void): void {
  const { publishPatch } = JournalPublisher.prototype;
  jest.spyOn(JournalPublisher.prototype, 'publishPatch').mockImplementation(function (this: JournalPublisher, ...args) {
    tell(...args);
    return publishPatch.apply(this, args);
  });
}
