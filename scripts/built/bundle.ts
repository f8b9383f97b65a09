import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { entryOf, type Outlined, STORED } from './outline.ts';

/**
 * Writes a built App: its entry, the code of its rooms, and the definition as data.
 * @param folder its path.
 */
export const bundle = async (project: string, folder: string, outlined: Outlined): Promise<Metafile> => {
  const { metafile } = await build({
    metafile: true,
    absWorkingDir: project,
    stdin: { contents: entryOf(outlined), resolveDir: project, sourcefile: 'index.js' },
    outdir: folder,
    entryNames: 'index',
    splitting: true,
    chunkNames: '[name]-[hash]',
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Zapier runs Node 22; the oldest Node that package.json allows has to load it as well.
    target: 'node20',
    // Half as much to read at each start. What people read names no function or class of the code.
    minify: true,
    external: ['zapier-platform-core'],
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
  });
  writeFileSync(join(folder, STORED), brotliCompressSync(JSON.stringify(outlined.stored)));
  return metafile;
};
