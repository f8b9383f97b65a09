/** Writes what is kept of the App's definition: `docs/operations.md` for people, `test/definition/fields.txt` for reviews. */
import { writeFileSync } from 'node:fs';
import { pages } from '../test/support/reference.ts';

for (const [path, page] of Object.entries(pages)) {
  writeFileSync(new URL(`../${path}`, import.meta.url), await page());
  console.log(path);
}
