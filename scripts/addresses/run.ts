/** Writes which countries need no postal code: `npm run addresses`. */
import { writeFileSync } from 'node:fs';
import { FILE, generated } from './generated.ts';

writeFileSync(new URL(`../../${FILE}`, import.meta.url), generated());
