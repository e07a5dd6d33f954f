/** Reloads TypeScript that compiles to CommonJS: re-exports through a barrel, circular imports, `export =`. */

import { Application, cleanUp } from '../support/application';
import { SERVER } from '../support/sources';

afterEach(cleanUp);

const TSCONFIG = JSON.stringify({
  compilerOptions: {
    target: 'ES2022',
    module: 'commonjs',
    moduleResolution: 'node10',
    ignoreDeprecations: '6.0',
    esModuleInterop: true,
    strict: true,
  },
});

const HOT = `
  import { AutomaticReloader } from 'module-hot-reload/runtime';
  import * as library from './library';
  import { describe } from './library';
  import format = require('./format');

  const reloader = new AutomaticReloader();
  const live = reloader.register(library);
  const liveFormat = reloader.register(format);
  reloader.start();

  export const answer = (): string =>
    [live.describe(), library.describe(), describe(), live.unit, Object.keys(live).length, liveFormat('f')].join(' ');
`;

const BARREL = `
  export * from './area';
  export { unit } from './unit';
  export * as units from './unit';
`;

/** Circular: the barrel imports it, and it imports the barrel. */
const area = (word: string): string => `
  import { unit } from './index';
  export function describe(): string {
    return '${word}/' + unit;
  }
  export const name = '${word}';
`;

const unit = (name: string): string => `export const unit: string = '${name}';`;

const format = (mark: string): string => `
  function format(text: string): string {
    return text + '${mark}';
  }
  export = format;
`;

test('a barrel with a circular import, and a function that is the module', async () => {
  const application = new Application({
    'main.js': SERVER['main.js'],
    './tsconfig.json': TSCONFIG,
    'hot.ts': HOT,
    'library/index.ts': BARREL,
    'library/area.ts': area('area'),
    'library/unit.ts': unit('m'),
    'format.ts': format('!'),
  });
  await application.watch();
  const server = await application.serve();
  expect(await server.get('/')).toBe('area/m area/m area/m m 4 f!');

  application.edit('library/unit.ts', unit('km'));
  await server.untilText('/', 'area/km area/km area/km km 4 f!');
  application.edit('library/area.ts', area('surface'));
  await server.untilText('/', 'surface/km surface/km surface/km km 4 f!');
  application.edit('format.ts', format('?'));
  await server.untilText('/', 'surface/km surface/km surface/km km 4 f?');

  application.edit('library/index.ts', "export * from './area';\nexport { unit } from './unit';");
  await server.untilText('/', 'surface/km surface/km surface/km km 3 f?');
  application.edit('library/unit.ts', unit('mile'));
  await server.untilText('/', 'surface/mile surface/mile surface/mile mile 3 f?');
  expect(server.lines.matching(/\[hot\] (?!applied)/)).toEqual([]);
});
