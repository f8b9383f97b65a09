const { rmSync } = require('node:fs');

/** Removes what `staged.ts` has built for a run of the tests. */
module.exports = async () => {
  const folder = process.env['STAGED_APP'];
  if (folder) rmSync(folder, { recursive: true, force: true });
};
