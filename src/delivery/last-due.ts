import type { EpochMs } from '../schedule/instant.ts';
import type { Delivery } from './delivery.ts';

/** Where it stands in the history: when it was due; a run of missed occurrences stands where its last one does. */
export function lastDueOf({ dueAt, run }: Pick<Delivery, 'dueAt' | 'run'>): EpochMs {
  return run?.lastAt ?? dueAt;
}
