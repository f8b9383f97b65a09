import shared from './jest.config.js';

const { runtime: _ofOneProcess, ...config } = shared;

/**
 * The tests with a measure of what they run: lines and branches of the sources may not fall below what is reached.
 * Each file has a process, and a context of Jest's, to itself: what passes beside others has to pass alone, too.
 */
export default {
  ...config,
  testEnvironment: 'node',
  // A process for each file: Zapier's core and nock both patch Node's HTTP, which files of one process share.
  workerIdleMemoryLimit: '1KB',
  moduleNameMapper: { '^zapier-platform-schema$': '<rootDir>/test/support/schema.cjs' },
  // swc only strips the types.
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        module: { type: 'es6' },
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', importAttributes: true },
          experimental: { keepImportAttributes: true },
        },
      },
    ],
  },
  collectCoverage: true,
  // Have bounds of CPU, which counting multiplies; the gate runs them plainly.
  testPathIgnorePatterns: ['/node_modules/', 'test/spreadsheets/hostile', 'test/e2e/usageBounds'],
  // Counts in V8 itself: the sources are ES modules of which only the types are stripped.
  coverageProvider: 'v8',
  // The last three are types alone, of which nothing runs.
  collectCoverageFrom: [
    'index.ts',
    'src/**/*.ts',
    '!src/connect/contract/filters.ts',
    '!src/connect/kind.ts',
    '!src/connect/verbs.ts',
  ],
  coverageDirectory: 'build/coverage',
  coverageReporters: ['text-summary', 'json-summary'],
  coverageThreshold: { global: { lines: 98, branches: 91 } },
};
