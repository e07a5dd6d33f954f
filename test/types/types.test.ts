/** Compiles the type tests: each error of the compiler is a failure. */

import { readdirSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

const root = path.resolve(__dirname, '../..');
const files = readdirSync(__dirname).filter((name) => name.endsWith('.test-d.ts'));

/** Prepares the type tests for being compiled as the project is. */
function createProgram(): ts.Program {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), (name) => ts.sys.readFile(name)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, root);
  const names = files.map((file) => path.join(__dirname, file));
  return ts.createProgram(names, options);
}

function errorsOf(program: ts.Program, file: string): string[] {
  const source = program.getSourceFile(path.join(__dirname, file));
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((diagnostic) => {
    const line = ts.getLineAndCharacterOfPosition(diagnostic.file!, diagnostic.start!).line + 1;
    return `${file}:${line} ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`;
  });
}

describe('the type tests', () => {
  let program: ts.Program;

  beforeAll(() => {
    program = createProgram();
  });

  it.each(files)('%s compiles', (file) => {
    expect(errorsOf(program, file)).toEqual([]);
  });
});
