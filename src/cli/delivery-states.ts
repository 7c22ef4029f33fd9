import type { State } from '../delivery/delivery.ts';

/** In the order in which a delivery goes through them; the final ones last. */
export const STATES = [
  'pending',
  'sending',
  'delivered',
  'failed',
  'expired',
  'missed',
  'skipped',
] as const satisfies readonly State[];
