/** `every: 2 weeks`: so many calendar days, weeks, months or years from one date to the next. */
export interface Interval {
  /** 1-9999 */
  readonly count: number;
  readonly unit: 'day' | 'week' | 'month' | 'year';
}

/** `2 weeks`, `1 month`, `week`, in any case; `undefined` for anything else, `2w` and `45m` included. */
export function parseInterval(text: string): Interval | undefined {
  const [, count = '1', unit] = INTERVAL.exec(text.trim().toLowerCase()) ?? [];
  return unit === undefined ? undefined : { count: Number(count), unit: unit as Interval['unit'] };
}

const INTERVAL = /^(?:([1-9]\d{0,3})\s*)?(day|week|month|year)s?$/;

/** In days; of months and years the fewest that so many can have. */
export function fewestDays({ count, unit }: Interval): number {
  return count * FEWEST[unit];
}

const FEWEST = { day: 1, week: 7, month: 28, year: 365 } as const;
