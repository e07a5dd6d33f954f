/** Finds flags that say how much room V8 gives to young objects. */

import { isYoungSpaceChosen } from '../../../../src/hints/young-space';

test.each<[readonly string[], string | undefined, boolean]>([
  [[], undefined, false],
  [['--max-old-space-size=4096'], '--enable-source-maps', false],
  [['--inspect', '--max-semi-space-size=64'], undefined, true],
  [['--max_semi_space_size=64'], undefined, true],
  [['--max-semi-space-size', '64'], undefined, true],
  [[], '--enable-source-maps --max-semi-space-size=64', true],
  [['--min-semi-space-size=16'], '', true],
])('%j with NODE_OPTIONS %j: %s', (args, options, expected) => {
  expect(isYoungSpaceChosen(args, options)).toBe(expected);
});
