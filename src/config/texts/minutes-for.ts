/** A `spread` that brings so many messages under the limit: half as long again as they take, for chance is uneven. */
export function minutesFor(messages: number, perMinute: number): number {
  return Math.min(MINUTES_OF_DAY, Math.ceil((messages / perMinute) * 1.5));
}

const MINUTES_OF_DAY = 1_440;
