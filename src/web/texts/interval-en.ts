import type { Rhythm } from '../../config/rhythm.ts';
import { toIsoDate } from '../../schedule/civil.ts';

/** `every 2 weeks on Wed at 09:00, from 2026-12-02`, `4 days in a row every 6 days …`; `on`: days that it names. */
export function intervalEn(
  { every: { count, unit }, from, days, times }: Extract<Rhythm, { readonly kind: 'interval' }>,
  weekday: string,
  on: string,
): string {
  const each = count === 1 ? `every ${unit}` : `every ${count} ${unit}s`;
  const run = days === undefined ? each : `${days} day${days === 1 ? '' : 's'} in a row ${each}`;
  const chosen = on === '' && unit === 'week' && days === undefined ? `on ${weekday}` : on;
  return `${[run, ...(chosen === '' ? [] : [chosen]), `at ${times.join(', ')}`].join(' ')}, from ${toIsoDate(from)}`;
}
