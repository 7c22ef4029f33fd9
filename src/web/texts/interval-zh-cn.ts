import type { Rhythm } from '../../config/rhythm.ts';
import { toIsoDate } from '../../schedule/civil.ts';

/** `每 2 周 周三 09:00，从 2026-12-02 起`, `每 6 天里的前 4 天 …`; `days`: those of a week that `on` names. */
export function intervalZhCn(
  { every: { count, unit }, from, days, times }: Extract<Rhythm, { readonly kind: 'interval' }>,
  weekday: string,
  on: string,
): string {
  const name = { day: '天', week: '周', month: '个月', year: '年' }[unit];
  const each = count === 1 ? `每${name}` : `每 ${count} ${name}`;
  const run = days === undefined ? '' : `里连续 ${days} 天`;
  const chosen = on === '' && unit === 'week' && days === undefined ? `周${weekday}` : on;
  return `${[`${each}${run}`, ...(chosen === '' ? [] : [chosen]), times.join('、')].join(' ')}，从 ${toIsoDate(from)} 起`;
}
