/** Gives reloaders and wrappers options and listeners that the types would not let through. */

import type { InclusionOptions, ReloaderOptions } from '../../../runtime/api';
import { checkInclusionOptions, checkListener, checkReloaderOptions } from '../../../runtime/option-check';

test.each<[object | null, string]>([
  [{ recursive: 'some' }, "recursive is 'outdated', 'all' or 'directory', not 'some'."],
  [{ trackNewModules: 1 }, 'trackNewModules is true or false, not 1.'],
  [{ settleTimeout: '5s' }, "settleTimeout is a number of milliseconds, not '5s'."],
  [{ settleTimeout: -1 }, 'settleTimeout is a number of milliseconds, not -1.'],
  [{ settleTimeout: NaN }, 'settleTimeout is a number of milliseconds, not NaN.'],
  [{ whenRefused: true }, 'whenRefused is a function, not true.'],
  [{ recusive: 'all' }, "'recusive' is no option; there are recursive, trackNewModules, settleTimeout, whenRefused."],
  [{ toString: 'x' }, "'toString' is no option; there are recursive, trackNewModules, settleTimeout, whenRefused."],
  [null, 'null are no options.'],
])('%j is refused', (options, message) => {
  const refused = expect.objectContaining({ code: 'INVALID_OPTION', message }) as Error;
  expect(() => checkReloaderOptions(options as ReloaderOptions)).toThrow(refused);
});

test('a wrapper has fewer options', () => {
  expect(() => checkInclusionOptions({ settleTimeout: 1 } as InclusionOptions)).toThrow(
    "'settleTimeout' is no option; there are recursive, trackNewModules.",
  );
});

test.each<[ReloaderOptions]>([
  [{}],
  [{ recursive: 'directory', trackNewModules: false, settleTimeout: 0, whenRefused: () => undefined }],
  [{ recursive: undefined, settleTimeout: Infinity }],
])('%j is taken', (options) => {
  expect(() => checkReloaderOptions(options)).not.toThrow();
});

test.each([
  ['applied', () => 1, "'applied' is no event; listen to beforeReload, error."],
  ['error', 'print', "a listener is a function, not 'print'."],
])('a listener for %s that is %s is refused', (event, listener, message) => {
  const refused = expect.objectContaining({ code: 'INVALID_OPTION', message }) as Error;
  expect(() => checkListener(event, listener, ['beforeReload', 'error'])).toThrow(refused);
  expect(() => checkListener('error', () => 1, ['error'])).not.toThrow();
});
