/** Enforces the borders of the design, strict types and the size of files. */

import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const shipped = ['src/**/*.ts', 'runtime/**/*.ts'];

/** The files that may name the bundler's free variables. */
const bundlerGates = ['runtime/bootstrap.ts', 'runtime/passthrough/known-modules.ts'];

/** The files of the runtime that may use what Node.js has built in. */
const nodeGates = [
  'runtime/bootstrap.ts',
  'runtime/update-source.ts',
  'runtime/update-source/**/*.ts',
  'runtime/triggers/**/*.ts',
  'runtime/presence/**/*.ts',
];

/** Reports a file whose first line does not say what the file is for. */
const fileDuty = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { missing: 'The first line tells the duty of the file: /** … */' },
  },
  create: (context) => ({
    Program(node) {
      const [first = ''] = context.sourceCode.lines.filter((line) => !line.startsWith('#!'));
      if (!/^\/\*\* \S.*\*\/$/.test(first)) context.report({ node, loc: { line: 1, column: 0 }, messageId: 'missing' });
    },
  }),
};

/** Reports the free variables of the bundler; properties and parameters may have the same names. */
const freeVariable = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { gate: 'Only the gate of the runtime names {{name}}, which the bundler provides: take a HotHost.' },
  },
  create: (context) => ({
    'VariableDeclaration[declare=true] > VariableDeclarator > Identifier[name=/^__(webpack_|resourceQuery)/]'(node) {
      context.report({ node, messageId: 'gate', data: { name: node.name } });
    },
    'Program:exit'() {
      for (const { identifier } of context.sourceCode.scopeManager.globalScope.through) {
        const { name, parent } = identifier;
        const isHot = name === 'module' && parent.type === 'MemberExpression' && parent.property.name === 'hot';
        if (!isHot && !/^__(webpack_|resourceQuery)/.test(name)) continue;
        context.report({ node: identifier, messageId: 'gate', data: { name: isHot ? 'module.hot' : name } });
      }
    },
  }),
};

/** What Node.js gives to every module; TypeScript knows it without being told. */
const nodeGlobals = Object.fromEntries(Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly']));

const sleep = {
  selector:
    'NewExpression[callee.name="Promise"] CallExpression[callee.name="setTimeout"][arguments.0.type="Identifier"]',
  message: 'Wait for a message or an event: a test never sleeps.',
};

const noNpmPackage = {
  regex: '^(?!\\.{1,2}(/|$)|node:)',
  message: 'The runtime is bundled into the application of the user and depends on no package.',
};

const noBuiltIn = {
  regex: '^node:',
  message: 'Only triggers, presence, the update source and the bootstrap use what Node.js has built in.',
};

/** Says which folder may not see which, types included. */
const directions = {
  basePath: import.meta.dirname,
  zones: [
    {
      target: './src',
      from: './runtime',
      except: ['./protocol'],
      message: 'The compiler side shares only runtime/protocol with the runtime.',
    },
    {
      target: './src/supervisor/child',
      from: './src',
      except: ['./supervisor/child'],
      message: 'What runs in the supervised process shares only runtime/protocol with the compiler side.',
    },
    {
      target: ['./src/*.ts', './src/!(supervisor)/**/*', './src/supervisor/*.ts', './src/supervisor/!(child)/**/*'],
      from: './src/supervisor/child',
      message: 'The compiler side knows what runs in the supervised process by its path only.',
    },
    { target: './runtime', from: './src', message: 'The runtime never sees the compiler side.' },
    {
      target: './runtime/passthrough',
      from: './runtime',
      except: ['./passthrough', './api.ts', './protocol'],
      message: 'The pass-through shares only its interface with the live runtime.',
    },
    {
      target: './runtime/!(passthrough)/**/*',
      from: './runtime/passthrough',
      message: 'The live runtime shares only its interface with the pass-through.',
    },
    {
      target: './runtime/*.ts',
      from: './runtime/passthrough',
      message: 'The live runtime shares only its interface with the pass-through.',
    },
    { target: ['./src', './runtime'], from: ['./test', './examples', './dist'] },
  ],
};

export default defineConfig(
  globalIgnores(['**/dist/', 'coverage/', '.test-work/', 'test/hot-cases/*/*/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{ts,mts,cts}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      // An arrow function that only calls another one reads better without braces.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // `isolatedDeclarations` asks for annotations that could be inferred.
      '@typescript-eslint/no-inferrable-types': 'off',
      // A type parameter used once is how a caller states what a module identifier stands for.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // An empty string often means "not given".
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      // Without an `await`, `async` still turns what is thrown into a rejection.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      // Overloads may differ in the default of a type parameter only.
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.{ts,mts,cts,mjs,cjs}'],
    plugins: { 'import-x': importX, local: { rules: { 'file-duty': fileDuty, 'free-variable': freeVariable } } },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: import.meta.dirname })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.mts', '.cts'] },
    },
    rules: {
      eqeqeq: 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'import-x/no-cycle': 'error',
      'import-x/no-duplicates': 'error',
      'import-x/no-self-import': 'error',
      'import-x/no-default-export': 'error',
    },
  },
  {
    files: shipped,
    rules: {
      'local/file-duty': 'error',
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'import-x/no-restricted-paths': ['error', directions],
    },
  },
  { files: shipped, ignores: bundlerGates, rules: { 'local/free-variable': 'error' } },
  {
    files: ['runtime/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [noNpmPackage, noBuiltIn] }] },
  },
  {
    files: nodeGates,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [noNpmPackage] }] },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', sleep],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: [{ name: 'node:timers/promises', message: sleep.message }] },
      ],
      '@typescript-eslint/no-empty-function': 'off',
      // A test asserts at run time what the compiler cannot know; a failed assertion is its message.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // Only the compiler runs them.
    files: ['test/types/**/*.test-d.ts'],
    rules: { '@typescript-eslint/no-unused-vars': 'off', '@typescript-eslint/no-unused-expressions': 'off' },
  },
  {
    files: ['**/*.config.{ts,mts,mjs,cjs}', '**/jest.config.*', '**/webpack.*.ts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    // They import the package by its name and are type-checked by their own configuration, if at all.
    files: ['examples/**/*.{ts,mts,cts}', 'bench/glue/**/*.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
  {
    // A relation has two ends, and each of the two entities names the other.
    files: ['examples/typeorm/src/entities/*.ts'],
    rules: { 'import-x/no-cycle': 'off' },
  },
  {
    files: ['bench/**/*.{mjs,cjs,ts}'],
    rules: {
      'local/file-duty': 'error',
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: nodeGlobals },
  },
  {
    files: ['**/*.{js,cjs}'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { require: 'readonly', module: 'writable', exports: 'writable', __dirname: 'readonly' },
    },
  },
);
