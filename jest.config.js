import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Each test file has a process of its own: the code of the tools is compiled for the first one, and kept for the rest.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'connect-for-zapier-compiled');

/** Tests run on the TypeScript sources as they are; swc only strips the types. */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  setupFiles: ['<rootDir>/test/support/core.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/support/everyCall.ts'],
  // Ends only what hangs. A machine that is busy otherwise takes many times as long as an idle one.
  testTimeout: process.env['FULL'] ? 900_000 : 120_000,
  // One more than cores: a test that waits leaves its core to another.
  maxWorkers: 3,
  // A process for each file: Zapier's core and nock both patch Node's HTTP, which files of one process share.
  workerIdleMemoryLimit: '1KB',
  moduleNameMapper: { '^zapier-platform-schema$': '<rootDir>/test/support/schema.cjs' },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/build'],
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
};
