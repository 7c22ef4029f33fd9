import type { Calendar } from '../schedule/calendar/calendar.ts';
import type { Fault } from '../schedule/fault.ts';
import { type LunarDay, parseLunarDate } from '../schedule/lunar/parse-lunar-date.ts';
import { lunarYearly } from '../schedule/lunar-yearly.ts';
import { type NamedDay, parseNamedDay } from '../schedule/parse-named-day.ts';
import type { DayRule } from '../schedule/pattern.ts';
import { parseYearlyDate, type YearlyDate, yearly } from '../schedule/yearly.ts';
import { reportFault, scalarAt } from './entry-fault.ts';
import { reportNoSolarDate } from './no-solar-date.ts';
import { resolveNamedDay } from './resolve-named-day.ts';
import type { Report } from './report.ts';
import type { ReminderShape } from './shape.ts';
import type { Entry } from './tree.ts';
import { entryOf } from './tree.ts';
import { writtenDay } from './written-day.ts';

interface YearlyTrigger {
  readonly rule: DayRule;
  readonly text: string;
  readonly rhythm:
    | { readonly kind: 'yearly'; readonly date: YearlyDate }
    | { readonly kind: 'lunar-yearly'; readonly date: LunarDay }
    | { readonly kind: 'named-yearly'; readonly named: NamedDay };
}

/** `yearly:` of a reminder, with its first year. */
export function resolveYearly(
  shape: ReminderShape,
  entry: Entry,
  { calendar, report }: { readonly calendar: Calendar; readonly report: Report },
): YearlyTrigger | undefined {
  const written = shape.yearly ?? '';
  const owner = entryOf(entry.value, 'yearly')?.keyPlace ?? entry.keyPlace;
  const first = firstYear(shape, entry, report);
  if (typeof written === 'string') {
    const named = resolveNamedDay(scalarAt(entry.value, ['yearly']), first, calendar, report);
    if (named) return named === 'wrong' ? undefined : { ...named, text: written };
  }
  const day = writtenDay(written, entry.value, ['yearly'], owner, report);
  if (!day) return undefined;
  const scalar = scalarAt(
    entry.value,
    typeof written === 'string' ? ['yearly'] : ['yearly', 'lunar' in day ? 'lunar' : 'date'],
  );
  if ('lunar' in day) {
    const { lunar, ...options } = day;
    const parsed = parseLunarDate(lunar);
    if (parsed.kind === 'lunar') {
      const since = first ?? parsed.year;
      return {
        rule: lunarYearly(parsed.date, { ...options, ...(since === undefined ? {} : { since }) }),
        text: lunar,
        rhythm: { kind: 'lunar-yearly', date: parsed.date },
      };
    }
    reportFault(scalar, withNameOutside(lunar, parsed), report);
    return undefined;
  }
  const { date: text, ...options } = day;
  const date = parseYearlyDate(text);
  if (!date) {
    reportNoSolarDate(scalar, 'yearly', typeof written !== 'string', report);
    return undefined;
  }
  const anniversary = { ...date, ...(first === undefined ? {} : { since: first }) };
  return { rule: yearly(anniversary, options), text, rhythm: { kind: 'yearly', date: anniversary } };
}

/** `{ lunar: 中秋 }`: a festival stands without it. */
function withNameOutside(text: string, unknown: Fault): Fault {
  const named = parseNamedDay(text);
  if (named?.kind !== 'festival' && named?.kind !== 'solar-term') return unknown;
  const meant = `yearly: ${text.trim()}`;
  return { ...unknown, hint: { zh: `写成 ${meant}`, en: `write ${meant}` } };
}

/** `since`, beside `yearly` or within it. */
function firstYear({ since, yearly }: ReminderShape, { value, keyPlace }: Entry, report: Report): number | undefined {
  const inside = typeof yearly === 'string' ? undefined : yearly?.since;
  if (since !== undefined && inside !== undefined) {
    report.error(entryOf(value, 'since')?.keyPlace ?? keyPlace, 'keys-exclude', {
      key: 'since',
      other: 'yearly: { since }',
    });
  }
  const written = inside ?? since;
  return written === undefined ? undefined : Number(written.slice(0, 4));
}
