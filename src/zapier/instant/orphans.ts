import { clock } from '../../connect/clock.ts';
import type { Webhook } from '../../connect/schemas/webhook.ts';

/** Webhooks of steps that wait no longer, but could not remove them. */

const HOUR = 3_600_000;
/** Milliseconds: no run of Zapier's waits longer. */
const LONGEST_WAIT = 31 * 24 * HOUR;
/** Milliseconds that a run may take to go on after Connect has called it. */
const GOING_ON = HOUR;
/** The most that one run removes: it has its own work to do. */
const MOST = 10;

const timeOf = (text: string | null | undefined): number => Date.parse(text ?? '');

/**
 * Which of the webhooks nobody waits for: those that are older than any wait, and those whose address was called and that
 * got no new one since. An address works once.
 * @returns their IDs.
 */
export const orphansOf = (webhooks: readonly Webhook[]): string[] => {
  const now = clock.now();
  const isOrphan = ({ created_at, modified_at, last_success }: Webhook) => {
    const called = timeOf(last_success?.time);
    const placed = timeOf(modified_at ?? created_at);
    return now - timeOf(created_at) > LONGEST_WAIT || (called > placed && now - called > GOING_ON);
  };
  return webhooks
    .filter(isOrphan)
    .map(({ id }) => id)
    .slice(0, MOST);
};
