/** Has something throw in the midst of the fast lane: whatever it is, webpack's own build follows. */

import webpack from 'webpack';
import type { Compiler } from 'webpack';
import { HotReloadPlugin } from '../../dist/src';
import { Laboratory } from './support/lane-laboratory';
import type { Observed } from './support/lane-laboratory';
import { Project, cleanUp, expectNoErrors } from './support/project';

afterEach(cleanUp);

const SOURCES = {
  'main.js': `import { value } from './leaf';\nconsole.log(value);\n`,
  'leaf.js': 'export const value = 1;\n',
};

/** What has become of an edit, and what was told of it. */
interface Outcome extends Pick<Observed, 'patch' | 'built' | 'stats'> {
  readonly left: readonly string[];
  readonly lines: readonly string[];
}

/** Edits one module of a build that something is done to. */
async function editWith(spoil: (compiler: Compiler) => void): Promise<Outcome> {
  const project = new Project(SOURCES);
  const lines: string[] = [];
  const listen = {
    apply: (compiler: Compiler) => {
      compiler.hooks.infrastructureLog.tap('Test', (name, _type, args) => {
        if (name === 'module-hot-reload') lines.push(String(args?.[0]));
        return name === 'module-hot-reload' ? true : undefined;
      });
      spoil(compiler);
    },
  };
  const laboratory = new Laboratory(project, project.configure({ plugins: [listen] }, new HotReloadPlugin()));
  expectNoErrors(await laboratory.first());
  const observed = await laboratory.save('leaf.js', 'export const value = 2;\n');
  await laboratory.close();
  return { ...observed, left: [...laboratory.statistics.left.keys()], lines };
}

function expectBuilt({ built, stats }: Outcome): void {
  expectNoErrors(stats);
  expect(Object.values(built)).toEqual([expect.stringContaining('value = 2')]);
}

test('a module that nobody but its plugin can make', async () => {
  let isAllowed = false;
  class GuardedModule extends webpack.NormalModule {
    constructor(data: ConstructorParameters<typeof webpack.NormalModule>[0]) {
      if (!isAllowed) throw new Error('not by you');
      super(data);
    }
  }
  const outcome = await editWith((compiler) => {
    compiler.hooks.normalModuleFactory.tap('Test', ({ hooks }) => {
      hooks.createModule.tap('Test', (data) => {
        isAllowed = true;
        const module = new GuardedModule(data);
        isAllowed = false;
        return module;
      });
    });
  });
  expect(outcome.left).toEqual(['thrown']);
  expect(outcome.lines).toContainEqual(expect.stringMatching(/leaf\.js to the build .*: thrown Error: not by you/));
  expect(outcome.patch).toBeUndefined();
  expect(Object.values(outcome.built)).toHaveLength(1);
  expectBuilt(outcome);
});

test('a watcher that does not let itself be looked at', async () => {
  const outcome = await editWith((compiler) => {
    const watcher = {
      get fileWatchers(): never {
        throw new Error('private');
      },
    };
    compiler.hooks.done.tap('Test', () => void Object.assign(compiler.watchFileSystem!, { watcher }));
  });
  expect(outcome.lines).toContainEqual(expect.stringMatching(/^fast lane: the preparation has thrown: Error: private/));
  expect(Object.values(outcome.patch ?? {})).toEqual([expect.stringContaining('value = 2')]);
  expectBuilt(outcome);
});

test('a module that cannot be generated again when its build is there', async () => {
  let builds = 0;
  const outcome = await editWith((compiler) => {
    compiler.hooks.compilation.tap('Test', ({ hooks }) => {
      let isSealed = false;
      hooks.afterSeal.tap('Test', () => {
        isSealed = true;
        builds += 1;
      });
      hooks.additionalModuleRuntimeRequirements.tap('Test', () => {
        if (isSealed && builds > 1) throw new Error('too late');
      });
    });
  });
  expect(outcome.lines).toContainEqual(
    expect.stringMatching(/^fast lane: the review of .*leaf\.js has thrown: Error: too late/),
  );
  expect(Object.values(outcome.patch ?? {})).toHaveLength(1);
  expectBuilt(outcome);
});
