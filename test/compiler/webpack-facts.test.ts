/** Pins what the runtime relies on in webpack's own runtime; a newer webpack that changes it fails here by name. */

import path from 'node:path';
import webpack from 'webpack';
import { Project, build, cleanUp } from './support/project';
import { runBundle } from './support/run';

afterEach(cleanUp);

/** Looks at webpack's runtime from inside a bundle, without the plugin, and prints what it finds. */
const PROBE = `
import { value } from './leaf';
import * as slow from './slow';
export const load = () => import('./chunk');
const runtime = __webpack_require__;
const leaf = runtime.c['./leaf.js'];
const executions = [];
const source = Object.defineProperty((id) => runtime(id), 'e', { get: () => runtime.e });
const copies = [];
runtime.i.unshift((execution) => (execution.require = source));
runtime.i.push((execution) => {
  copies.push(execution.require);
  execution.require = runtime;
});
runtime.i.push((execution) => executions.push(Object.keys(execution).sort().join()));
if (executions.length === 0) require('./lazy');
const slowExports = runtime.c['./slow.js'].exports;
console.log(JSON.stringify({
  'the cache (c), factories (m) and interceptors (i) are objects': [typeof runtime.c, typeof runtime.m, Array.isArray(runtime.i)].join(),
  'h() gives the full hash, hmrF() names the manifest': [runtime.h() === __webpack_hash__, runtime.hmrF().includes(__webpack_hash__)].join(),
  'hmrD holds what dispose handlers leave': typeof runtime.hmrD,
  'loaded chunks are marked by 0 or 1 under a name that begins with hmrS_': Object.entries(runtime).filter(([name]) => name.startsWith('hmrS_')).every(([, state]) => [0, 1].includes(state.main)),
  'r and d define the exports of ES modules': [typeof runtime.r, typeof runtime.d].join(),
  'an execution has factory, id, module and require': executions[0],
  'a module gets a copy of what the interceptors before have left, with its enumerable properties and a loader': copies.map((copy) => [copy === source, Object.keys(copy), copy.e === runtime.e, typeof copy.e].join()).join(),
  'a module has children, exports, hot and parents': ['children', 'exports', 'hot', 'parents'].every((name) => name in leaf),
  'module.hot keeps its books under these names': ['_acceptedDependencies', '_acceptedErrorHandlers', '_declinedDependencies', '_disposeHandlers', '_main', '_requireSelf', '_selfAccepted', '_selfDeclined', 'active', 'data'].filter((name) => !(name in leaf.hot)).join(),
  'an asynchronous module exports a promise with its namespace under a symbol': [typeof slowExports.then, Object.getOwnPropertySymbols(slowExports).map(String).includes('Symbol(webpack exports)')].join(),
  'the code of an asynchronous module calls a()': String(runtime.m['./slow.js']).includes('__webpack_require__.a('),
  'the base URI lies in the output folder': new URL('.', __webpack_base_uri__).pathname.includes('/dist/'),
  'the id of the runtime is known': String(__webpack_runtime_id__),
  values: value + slow.value,
}));
`;

test('webpack keeps what the runtime relies on', async () => {
  const project = new Project({
    'main.js': PROBE,
    'leaf.js': 'export const value = 1;\n',
    'chunk.js': 'export const value = 4;\n',
    'lazy.js': 'export const value = 3;\n',
    'slow.js': 'await undefined;\nexport const value = 2;\n',
  });
  await build(project.configure({ plugins: [new webpack.HotModuleReplacementPlugin()] }, false));
  const [facts] = await runBundle(path.join(project.output, 'main.js'));
  expect(facts).toEqual({
    'the cache (c), factories (m) and interceptors (i) are objects': 'object,object,true',
    'h() gives the full hash, hmrF() names the manifest': 'true,true',
    'hmrD holds what dispose handlers leave': 'object',
    'loaded chunks are marked by 0 or 1 under a name that begins with hmrS_': true,
    'r and d define the exports of ES modules': 'function,function',
    'an execution has factory, id, module and require': 'factory,id,module,require',
    'a module gets a copy of what the interceptors before have left, with its enumerable properties and a loader':
      'false,e,false,function',
    'a module has children, exports, hot and parents': true,
    'module.hot keeps its books under these names': '',
    'an asynchronous module exports a promise with its namespace under a symbol': 'function,true',
    'the code of an asynchronous module calls a()': true,
    'the base URI lies in the output folder': true,
    'the id of the runtime is known': 'main',
    values: 3,
  });
});
