/** Reloads what is not JavaScript: JSON, WebAssembly and text, replaced on disk. */

import { Application, cleanUp, type Files } from '../support/application';
import { statefulApp } from '../support/dead-end';
import { expectLiveEdits } from '../support/live-edits';
import { OUTPUTS } from '../support/outputs';
import { SERVER } from '../support/sources';
import { wasmOf } from '../support/wasm';

afterEach(cleanUp);

const NAMES = ['one', 'two', 'three'];

/** A file, how it comes to the module `leaf`, and how its versions are written. */
interface Type {
  readonly file: string;
  readonly leaf: string;
  readonly version: (name: string, throws: boolean) => string;
  readonly report?: RegExp;
}

const json = (name: string, throws: boolean): string => JSON.stringify({ name, throws });
/** What the data says is thrown by the module that reads it. */
const CHECK = "if (data.throws) throw new Error('boom');";

const TYPES: Readonly<Record<string, Type>> = {
  'JSON that is imported': {
    file: 'data.json',
    leaf: `import data from './data.json' with { type: 'json' };\n${CHECK}\nexport const { name } = data;`,
    version: json,
  },
  'JSON that is required': {
    file: 'data.json',
    leaf: `const data = require('./data.json');\n${CHECK}\nexports.name = data.name;`,
    version: json,
  },
  WebAssembly: {
    file: 'value.wasm',
    leaf: `import { value } from './value.wasm';\nexport const name = ${JSON.stringify(NAMES)}[value()];`,
    version: (name, throws) => wasmOf(NAMES.indexOf(name), throws),
    report: /^\[hot\] rolled back: RuntimeError: unreachable$/,
  },
  text: {
    file: 'name.txt',
    leaf: `import text from './name.txt';\nexport const name = text.replace(/ !$/, () => { throw new Error('boom'); });`,
    version: (name, throws) => name + (throws ? ' !' : ''),
  },
};

const RULES = "module: { rules: [{ test: /\\.txt$/, type: 'asset/source' }] },";

describe.each(OUTPUTS)('%s', (_output, bundle, config) => {
  test.each(Object.entries(TYPES))('%s', async (_type, { file, leaf, version, report }) => {
    const files: Files = { ...SERVER, 'app.js': statefulApp('hello'), 'leaf.js': leaf, [file]: version('one', false) };
    const application = new Application(files, { config: RULES + config });
    await application.watch();
    await expectLiveEdits(await application.serve(bundle), {
      save: (name, throws) => application.editAtomically(file, version(name, throws)),
      answer: (name) => `hello ${name}`,
      ...(report && { report }),
    });
  });
});
