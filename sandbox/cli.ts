/** `npm run sandbox`: a local Connect and a vendor's own system, until stopped. Prints one JSON line about itself. */
import { parseArgs } from 'node:util';

const USAGE =
  'npm run sandbox -- [--port N] [--state FILE] [--seed N] [--seed-number N] [--strict] [--quiet]';

/** What the line says, for people and programs that connect. */
const TOLD = [
  'url',
  'vendorKey',
  'distributorKey',
  'tenantUrl',
  'tenantToken',
  'storageUrl',
  'controlUrl',
  'unpermittedKey',
  'disabledKey',
  'invalidKey',
] as const;

const fail = (text: string, code: number): never => {
  console.error(text);
  process.exit(code);
};

const read = () => {
  try {
    return parseArgs({
      options: {
        port: { type: 'string' },
        state: { type: 'string' },
        seed: { type: 'string' },
        'seed-number': { type: 'string' },
        strict: { type: 'boolean' },
        quiet: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    return fail(`${(error as Error).message}\n${USAGE}`, 2);
  }
};

const wholeNumber = (name: string, text: string | undefined, most: number): number | undefined => {
  if (text === undefined) return undefined;
  const number = Number(text);
  return Number.isInteger(number) && number >= 0 && number <= most
    ? number
    : fail(`--${name} takes a whole number from 0 to ${most}; "${text}" is none.\n${USAGE}`, 2);
};

const { state, strict, quiet, ...given } = read();
const port = wholeNumber('port', given.port, 65_533);
const seed = wholeNumber('seed', given.seed, 1_000_000);
const seedNumber = wholeNumber('seed-number', given['seed-number'], 2 ** 31 - 1);

// Not before: what is asked wrongly is said at once.
const { startSandbox } = await import('./index.ts');
try {
  const sandbox = await startSandbox({
    ...(port === undefined ? {} : { port }),
    ...(seed === undefined ? {} : { seed }),
    ...(seedNumber === undefined ? {} : { seedNumber }),
    ...(state === undefined ? {} : { stateFile: state }),
    strict: strict ?? false,
    ...(quiet ? {} : { log: (line: string) => console.error(line) }),
  });
  console.log(JSON.stringify(Object.fromEntries(TOLD.map((name) => [name, sandbox[name]]))));
  const stop = () => sandbox.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  fail(
    code === 'EADDRINUSE'
      ? `Port ${port} (or one of the next two) is taken by another program. Choose another with --port.`
      : message,
    1,
  );
}
