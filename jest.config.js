import { tmpdir } from 'node:os';
import { join } from 'node:path';

// The code of the tools is compiled once, and kept.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'connect-for-zapier-compiled');

// Where the App is built for the tests that run it as it ships, once for all of them.
process.env['STAGED_APP'] = join(tmpdir(), `connect-for-zapier-staged-${process.pid}`);

/** Tests run on the TypeScript sources as they are, by Node itself, which strips the types. */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // Files that run in one process share what they load.
  runtime: '<rootDir>/test/support/native/runtime.ts',
  testEnvironment: '<rootDir>/test/support/native/environment.ts',
  transform: {},
  globalTeardown: '<rootDir>/test/support/unstage.cjs',
  setupFiles: ['<rootDir>/test/support/core.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/support/everyCall.ts'],
  // Ends only what hangs. A machine that is busy otherwise takes many times as long as an idle one.
  testTimeout: process.env['FULL'] ? 900_000 : 120_000,
  // One more than cores: a test that waits leaves its core to another.
  maxWorkers: 3,
  // A process that has grown beyond that is begun anew.
  workerIdleMemoryLimit: '1GB',
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/build'],
};
