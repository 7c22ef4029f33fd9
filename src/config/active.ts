import { type DayNumber, parseIsoDate, toIsoDate } from '../schedule/civil.ts';
import { type Fault, fault } from '../schedule/fault.ts';
import { type MonthDay, monthDayText, parseMonthDay } from '../schedule/season.ts';
import type { FilterConfig, Stretch } from './config.ts';
import { checked } from './decode/checked.ts';
import { field, group } from './decode/group.ts';
import { patternSchema, refusing, scalar } from './decode/scalars.ts';
import { shown } from './tree.ts';

const DATE = /^(?:\d{4}-)?\d{2}-\d{2}$/;

/** With a year a date, without one a day of every year. */
const day = scalar(
  'active-date',
  patternSchema(DATE),
  readDay,
  refusing((written, { place }, report) => {
    if (DATE.test(written)) report.error(place, 'no-such-date', { written: shown(place) });
    return DATE.test(written);
  }),
);

function readDay(written: string): Day | undefined {
  const date = parseIsoDate(written);
  if (date !== undefined) return { kind: 'date', date };
  const yearly = parseMonthDay(written);
  return yearly === undefined ? undefined : { kind: 'yearly', yearly };
}

type Day = { readonly kind: 'date'; readonly date: DayNumber } | { readonly kind: 'yearly'; readonly yearly: MonthDay };

type Active = Pick<FilterConfig, 'active' | 'season'>;

/** From one date until another, or a part of every year. */
const active = checked(group('active', { from: field(day), until: field(day) }), (written, spot): Active => {
  const { from, until } = written;
  const [first, last] = [from?.value, until?.value];
  if (first?.kind === 'yearly' || last?.kind === 'yearly') {
    // `11-01` until `03-31` passes New Year: either order means something.
    if (first?.kind === 'yearly' && last?.kind === 'yearly')
      return { season: { from: first.yearly, until: last.yearly } };
    spot.report.fault(spot.owner, halfASeason());
    return {};
  }
  if (from && until && first && last && last.date < first.date) {
    spot.report.error(until.place, 'wrong-order', { from: shown(from.place), until: shown(until.place) });
  }
  return { active: { ...(first && { from: first.date }), ...(last && { until: last.date }) } };
});

export const ACTIVE = field(
  active,
  '从哪天到哪天有效；不写年份就是每年 · first and last day; without years: of every year',
);

/** When it is in force, as it was written; `undefined` = always. */
export function stretchOf({ active, season }: Active): Stretch | undefined {
  if (season) return { from: monthDayText(season.from), until: monthDayText(season.until) };
  if (active?.from === undefined && active?.until === undefined) return undefined;
  const { from, until } = active;
  return {
    ...(from !== undefined && { from: toIsoDate(from) }),
    ...(until !== undefined && { until: toIsoDate(until) }),
  };
}

function halfASeason(): Fault {
  return fault(
    'half-a-season',
    {
      zh: 'active 的 from 和 until 要么都带年份，要么都不带',
      en: 'from and until of active both have a year, or neither of them',
    },
    {
      zh: '每年都有效就写成 active: { from: 05-01, until: 09-30 }；只这一次就写上年份',
      en: 'for every year write active: { from: 05-01, until: 09-30 }; for once, write the years',
    },
  );
}
