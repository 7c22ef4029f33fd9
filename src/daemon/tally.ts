import type { DispatchEvent } from '../delivery/dispatch-event.ts';
import { type EpochMs, SECOND } from '../schedule/instant.ts';

/** What happened since the process began, counted without the library that tells Prometheus of it. */
export interface Tally {
  take(event: DispatchEvent): void;
  /** Attempts that have ended, each kind with its count. */
  attempts(): readonly { readonly robot: string; readonly outcome: string; readonly count: number }[];
  /**
   * How many were delivered how late since it was asked last: a value for each of {@link LATENESS_BUCKETS}, that of its
   * deliveries on average, so that sum and buckets come out right.
   */
  takeLateness(): readonly { readonly seconds: number; readonly count: number }[];
}

/** In seconds, inclusive. Within the first second it is punctual; beyond, what a person would call late. */
export const LATENESS_BUCKETS: readonly number[] = [
  0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3_600, 43_200,
];

export function createTally(now: () => EpochMs): Tally {
  const attempts = new Map<string, { readonly robot: string; readonly outcome: string; count: number }>();
  let lateness = new Map<number, { sum: number; count: number }>();
  return {
    take(event) {
      if (event.kind !== 'attempted') return;
      const { robot, dueAt } = event.delivery;
      const outcome = event.outcome.kind;
      attempts.getOrInsertComputed(JSON.stringify([robot, outcome]), () => ({ robot, outcome, count: 0 })).count += 1;
      if (outcome !== 'delivered') return;
      const late = Math.max(0, now() - dueAt) / SECOND;
      const bound = LATENESS_BUCKETS.find((each) => late <= each) ?? Number.POSITIVE_INFINITY;
      const bucket = lateness.getOrInsertComputed(bound, () => ({ sum: 0, count: 0 }));
      bucket.sum += late;
      bucket.count += 1;
    },
    attempts: () => [...attempts.values()],
    takeLateness() {
      const taken = [...lateness].map(([bound, { sum, count }]) => ({ seconds: Math.min(bound, sum / count), count }));
      lateness = new Map();
      return taken;
    },
  };
}
