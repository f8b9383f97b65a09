const METHODS = ['log', 'info', 'warn', 'error', 'debug'] as const;

/** Lets somebody else hear what is written to the console, instead of its reader. @returns what ends it. */
export const listenToConsole = (hear: (line: string) => void): (() => void) => {
  const own = Object.fromEntries(METHODS.map((method) => [method, console[method]]));
  for (const method of METHODS) console[method] = (...args: unknown[]) => hear(args.map(String).join(' '));
  return () => Object.assign(console, own);
};
