import config from './jest.config.js';

/** The tests with a measure of what they run: lines and branches of the sources may not fall below what is reached. */
export default {
  ...config,
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
