/** Tells jest where the tests are; types are the business of `npm run typecheck`, so sources are only transpiled. */

/** `commonjs` turns `import()` into `require()`: jest's module registry cannot serve native dynamic imports. */
const compilerOptions = {
  target: 'ES2023',
  module: 'commonjs',
  esModuleInterop: true,
  isolatedModules: true,
};

/** @type {import('jest').Config} */
export default {
  roots: ['<rootDir>/test'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // The folders of the hot cases hold sources with versions in them, never tests.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/hot-cases/[^/]+/[^/]+/'],
  testEnvironment: 'node',
  transform: { '\\.ts$': ['ts-jest', { diagnostics: false, tsconfig: compilerOptions }] },
  maxWorkers: 2,
  testTimeout: 60_000,
};
