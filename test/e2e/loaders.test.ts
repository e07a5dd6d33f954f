/** Reloads TypeScript, compiled by each loader to CommonJS and to ECMAScript modules. */

import { Application, cleanUp } from '../support/application';
import { expectLiveEdits } from '../support/live-edits';
import { SERVER } from '../support/sources';

afterEach(cleanUp);

type Format = 'commonjs' | 'es';

/** A loader, and its options that make it write a format. */
type Loader = readonly [name: string, path: string, optionsFor: (format: Format) => object];

const LOADERS: readonly Loader[] = [
  [
    'ts-loader',
    require.resolve('ts-loader'),
    (format) => ({ transpileOnly: true, compilerOptions: typescriptOptions(format) }),
  ],
  [
    'ts-loader, which checks types,',
    require.resolve('ts-loader'),
    (format) => ({ compilerOptions: typescriptOptions(format) }),
  ],
  [
    'swc-loader',
    require.resolve('swc-loader'),
    (format) => ({
      swcrc: false,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: format === 'es' ? 'es6' : 'commonjs' },
    }),
  ],
  [
    'babel-loader',
    require.resolve('babel-loader'),
    (format) => ({ babelrc: false, configFile: false, presets: babelPresets(format) }),
  ],
  [
    'esbuild-loader',
    require.resolve('esbuild-loader'),
    (format) => ({ target: 'es2022', format: format === 'es' ? 'esm' : 'cjs' }),
  ],
];

function babelPresets(format: Format): readonly unknown[] {
  const modules = format === 'es' ? false : 'commonjs';
  return [
    [require.resolve('@babel/preset-env'), { targets: { node: '20' }, modules }],
    require.resolve('@babel/preset-typescript'),
  ];
}

function typescriptOptions(format: Format): object {
  const common = { target: 'ES2022', esModuleInterop: true, skipLibCheck: true, types: [], strict: true };
  return format === 'es'
    ? { ...common, module: 'ES2022', moduleResolution: 'bundler' }
    : { ...common, module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '6.0' };
}

const HOT = SERVER['hot.js'].replace('(path)', '(path: string)');

/** Registers by id, for `esbuild` makes a copy of what it imports with `require`. */
const HOT_BY_ID = HOT.replace('register(app)', "register<typeof app>(require.resolve('./app'))");

/** Uses what only TypeScript has: types, an enumeration, parameters that are properties. */
const APP = `
  import { describe, type Description } from './leaf';

  enum Path { Count = '/count', Pid = '/pid' }
  class Counter {
    constructor(private own: number) {}
    next(): number {
      return (this.own += 1);
    }
  }
  const counter = new Counter(0);
  declare const process: { readonly pid: number };

  export function respond(path: string): Description | number {
    if (path === Path.Count) return counter.next();
    return path === Path.Pid ? process.pid : describe('hello');
  }
`;

const leaf = (name: string, throws = false): string => `
  export type Description = string;
  export const describe = (greeting: string): Description => greeting + ' ${name}';
  ${throws ? "throw new Error('boom');" : ''}
`;

/** Builds ECMAScript modules into a bundle that is one. */
const MODULE = "experiments: { outputModule: true }, output: { path: path.join(__dirname, 'dist'), module: true },";

function ruleOf(loader: string, options: object): string {
  return `module: { rules: [${JSON.stringify({ loader, options }).replace('{', '{ test: /\\.ts$/, ')}] },`;
}

describe.each(LOADERS)('%s', (name, loader, optionsFor) => {
  test.each([
    ['CommonJS', 'commonjs', 'main.js', ''],
    ['ECMAScript modules', 'es', 'main.mjs', MODULE],
  ] as const)('writes %s', async (_format, format, file, output) => {
    const hot = name === 'esbuild-loader' && format === 'commonjs' ? HOT_BY_ID : HOT;
    const application = new Application(
      { 'main.js': SERVER['main.js'], './tsconfig.json': '{}', 'hot.ts': hot, 'app.ts': APP, 'leaf.ts': leaf('one') },
      { config: ruleOf(loader, optionsFor(format)) + output },
    );
    await application.watch();
    await expectLiveEdits(await application.serve(file), {
      save: (word, throws) => application.editAtomically('leaf.ts', leaf(word, throws)),
      answer: (word) => `hello ${word}`,
    });
  });
});
