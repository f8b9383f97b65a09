import { clock } from '../../connect/clock.ts';
import type { Connect } from '../../connect/connect.ts';
import type { UsageFile } from '../../connect/schemas/usage.ts';

/** Milliseconds. An object, so that tests needn't wait as long as people. */
export const waits = {
  /** For Connect to read a spreadsheet; what takes longer the trigger tells. */
  total: 9_000,
  pause: 700,
  /** Kept of the step's time for what comes after the wait. */
  reserve: 5_000,
};

/** States in which Connect reads a spreadsheet. */
export const BUSY = ['uploading', 'uploaded', 'processing'] as const;

export const isBusy = ({ status }: UsageFile): boolean => BUSY.some((state) => state === status);

/**
 * The file once Connect has read it, or as it is when the time is up.
 * @param isWaiting whether to go on waiting, where it is for something else.
 */
export const awaited = async (
  connect: Connect,
  file: UsageFile,
  isWaiting: (file: UsageFile) => boolean = isBusy,
): Promise<UsageFile> => {
  const until = clock.now() + Math.min(waits.total, connect.deadline.left - waits.reserve);
  let current = file;
  while (isWaiting(current) && clock.now() + waits.pause < until) {
    await clock.sleep(waits.pause);
    // A look that fails doesn't matter: what was uploaded is with Connect, and its trigger tells the rest.
    current = (await connect.usageFiles.get(file.id).catch(() => undefined)) ?? current;
  }
  return current;
};
