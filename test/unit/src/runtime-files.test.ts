/** Checks which requests are taken for requests of the runtime. */

import path from 'node:path';
import { isRuntimeFileRequest } from '../../../src/runtime-files';

const RUNTIME = path.resolve(__dirname, '../../../runtime');
const ELSEWHERE = path.resolve('/app');

test.each([
  ['an absolute path', ELSEWHERE, path.join(RUNTIME, 'index.js')],
  ['a path with a query', ELSEWHERE, `${path.join(RUNTIME, 'bootstrap.js')}?journal=a/../../b&mode=automatic`],
  ['a path behind loaders', ELSEWHERE, `!!/loader.js!${path.join(RUNTIME, 'index.js')}`],
  ['a neighbour', RUNTIME, './host'],
  ['a neighbour below', path.join(RUNTIME, 'triggers'), '../host'],
  ['a way in from outside', path.dirname(RUNTIME), './runtime/host'],
])('%s is one', (_what, context, request) => {
  expect(isRuntimeFileRequest(context, request)).toBe(true);
});

test.each([
  ['what Node.js has built in', RUNTIME, 'node:fs'],
  ['a package', RUNTIME, 'host'],
  ['a way out', RUNTIME, '../src/index'],
  ['the folder itself', RUNTIME, '.'],
  ['a folder whose name starts alike', ELSEWHERE, `${RUNTIME}-other/index.js`],
  ['a file of the application', ELSEWHERE, './runtime/host'],
])('%s is none', (_what, context, request) => {
  expect(isRuntimeFileRequest(context, request)).toBe(false);
});
