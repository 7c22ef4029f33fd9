import { DAY_SECONDS, dayOf, type WallSeconds } from './civil.ts';
import { type Fault, fault } from './fault.ts';
import { parseOnce } from './once.ts';
import { dayPattern } from './day-pattern.ts';
import type { Source } from './source.ts';

export interface CountdownText {
  readonly kind: 'countdown';
  /** When it is: midnight where no time of day is written. */
  readonly event: WallSeconds;
}

/** Reads `countdown: 2027-06-07`, or with the time of day `2027-06-07T09:00`. */
export function parseCountdown(text: string): CountdownText | Fault {
  const plain = text.trim();
  const read = parseOnce(/^\d{4}-\d{2}-\d{2}$/.test(plain) ? `${plain}T00:00` : plain);
  if (read.kind === 'once') return { kind: 'countdown', event: read.wall };
  return fault(
    'unknown-countdown',
    {
      zh: `countdown 不认识“${text}”，或没有这一天`,
      en: `countdown does not understand "${text}", or no such day exists`,
    },
    { zh: '例如 2027-06-07 或 2027-06-07T09:00', en: 'for example 2027-06-07 or 2027-06-07T09:00' },
  );
}

/**
 * Every day at the given times until the day of the event, that day too, but nothing after it has begun.
 *
 * @param times seconds since midnight, in any order, at least one
 */
export function countdown(event: WallSeconds, times: readonly number[]): Source {
  const last = dayOf(event);
  const isWholeDay = event % DAY_SECONDS === 0;
  const pattern = dayPattern({ next: (from) => (from <= last ? from : undefined) }, times);
  return {
    event,
    pattern: {
      clockChange: pattern.clockChange,
      next(after) {
        const wall = pattern.next(after);
        return wall !== undefined && !isWholeDay && wall > event ? undefined : wall;
      },
    },
  };
}
