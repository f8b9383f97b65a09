import type { World } from '../../world/world.ts';
import { finish } from './chunks.ts';
import { process } from './processing.ts';
import { reconcile } from './reconcile.ts';
import { keys, usageOf } from './store.ts';

/** Takes up again what was being worked on when a sandbox ended whose state was kept. */
export const resume = (world: World, delay: number): void => {
  const { files, chunks, reconciliations, storage } = usageOf(world);
  for (const file of files.all()) {
    if (['uploading', 'processing'].includes(file.status) && storage.get(keys.uploaded(file.id)))
      void process(world, file, delay);
  }
  for (const chunk of chunks.all()) if (chunk.status === 'draft') void finish(world, chunk, delay);
  for (const row of reconciliations.all()) {
    const content = storage.get(`${row.id}.xlsx`);
    if (content && ['uploaded', 'processing'].includes(row.status))
      void reconcile(world, row, content, delay);
  }
};
