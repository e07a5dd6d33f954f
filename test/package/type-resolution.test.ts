/** Tests that the types of the packed package are found in every way in which applications look for them. */

import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import ts from 'typescript';

import { type Installation, installPackage } from './support/installed-package';

const CONSUMER = `
import { HotReloadPlugin } from 'module-hot-reload';
import { AutomaticReloader, ModuleWrapper } from 'module-hot-reload/runtime';

const example = { port: 80 };
export const port: number = new AutomaticReloader().register(example).port;
export const wrapped: number = ModuleWrapper.of(example).lockedGet('port');
export const plugin: HotReloadPlugin = new HotReloadPlugin({ mode: 'manual' });
// @ts-expect-error -- the export is a number
export const wrong: string = new AutomaticReloader().register(example).port;
`;

describe('the types of the packed package', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await installPackage();
  });

  afterAll(() => installation.remove());

  it.each([
    ['node16', 'CommonJS', 'consumer.cts', ts.ModuleKind.Node16, ts.ModuleResolutionKind.Node16],
    ['node16', 'an ES module', 'consumer.mts', ts.ModuleKind.Node16, ts.ModuleResolutionKind.Node16],
    ['bundler', 'a bundled module', 'consumer.ts', ts.ModuleKind.ESNext, ts.ModuleResolutionKind.Bundler],
  ])('are found with %s resolution from %s', async (_name, _kind, file, module, moduleResolution) => {
    const consumer = path.join(installation.folder, file);
    await writeFile(consumer, CONSUMER);
    const program = ts.createProgram([consumer], {
      module,
      moduleResolution,
      target: ts.ScriptTarget.ES2023,
      strict: true,
      noEmit: true,
      types: ['node'],
      typeRoots: [path.join(installation.folder, 'node_modules/@types')],
    });
    // Those of other packages are none of our business.
    const own = program.getSourceFiles().filter(({ fileName }) => /consumer|module-hot-reload\/dist/.test(fileName));
    expect(own.length).toBeGreaterThan(3);
    const errors = [program.getOptionsDiagnostics(), ...own.map((source) => program.getSemanticDiagnostics(source))];
    expect(errors.flat().map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  });
});
