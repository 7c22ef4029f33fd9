import type { Alternation } from '../schedule/calendar/week.ts';
import { parseDayOfWeek } from '../schedule/filter.ts';
import { countryCode, type CountryHolidays } from './country-holidays.ts';
import type { CalendarConfig } from './config.ts';
import { CHINA } from './holiday-knowledge.ts';
import { checked } from './decode/checked.ts';
import { noneOrMore, oneOrMore } from './decode/collections.ts';
import type { Written } from './decode/decoder.ts';
import { field, group, needed, type Part, treeOf, writtenEntry } from './decode/group.ts';
import { choice, NOT_EMPTY, refusing, scalar, words } from './decode/scalars.ts';
import { named } from './decode/section.ts';
import { sayUnlessHidden } from './decode/wrong.ts';
import { own, vouched } from './printable.ts';
import type { Report } from './report.ts';
import { suggestionFor } from './suggestion.ts';
import { bare, type Entry, inOrder, isNothing, shown, toData } from './tree.ts';
import { date, dayRange } from './values.ts';

const workingDay = scalar(
  'week',
  NOT_EMPTY,
  (written) => parseDayOfWeek(written.trim()),
  refusing((written, { place }, report, { inList }) => {
    if (written === '') return false;
    const guess = suggestionFor('on', written);
    const meant = guess === 'weekdays' ? own('[mon, tue, wed, thu, fri]') : guess;
    const suggestion = meant === undefined || inList ? meant : vouched(`week: ${meant}`);
    const got = { kind: 'text', written: shown(place) } as const;
    report.error(place, 'wrong-value', { expected: 'week', got, ...(suggestion !== undefined && { suggestion }) });
    return true;
  }),
);

const turn = field(
  choice('work', 'off'),
  '那一周上班还是休息，下一周反过来 · that week; the other way round in the next',
);

const ALTERNATING = { saturday: 6, sunday: 0 } as const;

const alternate = checked(
  group('alternate', {
    saturday: turn,
    sunday: turn,
    from: needed(date, '从哪一周算起 · in the week of this date'),
  }),
  (written, { report }): readonly Alternation[] => {
    const days = (['saturday', 'sunday'] as const).flatMap((day) => {
      const isWorked = written[day]?.value === 'work';
      return written[day] ? [{ weekday: ALTERNATING[day], isWorked, from: written.from.value }] : [];
    });
    if (days.length === 0) {
      report.error(treeOf(written).place, 'missing-key', { key: own('saturday'), expected: 'alternate' });
    }
    return days;
  },
);

const specialDays = noneOrMore(dayRange('dates'), 'dates');

const calendar = group('calendar', {
  country: field(words('country'), '国家代码，CN；其他国家先运行 npm install date-holidays · country code: CN, JP, DE'),
  region: field(words('region'), '国家的一部分：GB-ENG、DE-BY · part of a country'),
  week: field(
    oneOrMore(workingDay, 'week'),
    '一周里哪几天上班：[mon, tue, wed, thu, fri, sat] · days of the week that are worked',
  ),
  alternate: field(alternate, '大小周：{ saturday: work, from: 2026-12-05 } · every other week'),
  off: field(specialDays, '额外放假的日子，2026-02-10..2026-02-25 · more days off'),
  work: field(specialDays, '额外上班的日子 · more workdays'),
  unknownYear: field(choice('provisional', 'weekday', 'error'), '放假安排还没公布的年份 · years not announced yet'),
});

export const calendarsSection = named('calendars', calendar, '工作日历 · calendars of workdays', { mayBeEmpty: true });

export type CalendarPart = Part<(typeof calendar)['fields']>;

/** Whose holidays a calendar has: `CN`, `GB-ENG`. `region` may leave out the country that is written beside it. */
export function holidayCode({ country, region }: CalendarPart): string {
  const ofCountry = countryCode(country?.value ?? CHINA);
  if (!region) return ofCountry;
  const code = countryCode(region.value);
  return code.includes('-') ? code : `${ofCountry}-${code}`;
}

/** One entry of `calendars:`; `undefined` where nobody knows the country's days off. */
export function resolveCalendar(
  { key: name, value }: Entry,
  part: CalendarPart,
  countries: ReadonlyMap<string, CountryHolidays>,
  report: Report,
): CalendarConfig | undefined {
  const { week, alternate, off = [], work = [], unknownYear } = part;
  const country = holidayCode(part);
  if (country !== CHINA && !checkCountry(part, country, countries.get(country), report)) return undefined;
  return {
    name,
    country,
    ...(week && { week: week.map((day) => day.value) }),
    ...(alternate && { alternate }),
    off: off.map((range) => range.value),
    work: work.map((range) => range.value),
    ...(unknownYear && { unknownYear: unknownYear.value }),
    key: isNothing(value) ? '' : keyOf(part, country),
  };
}

function checkCountry(
  { country, region }: CalendarPart,
  code: string,
  found: CountryHolidays | undefined,
  report: Report,
): boolean {
  if (region && country && !code.startsWith(`${countryCode(country.value)}-`)) {
    const other = vouched(`country: ${shown(country.place)}`);
    report.error(region.place, 'keys-exclude', { key: own('region'), other });
    return false;
  }
  const written = region ?? country;
  if (written && found?.kind !== 'holidays') reportNoHolidays(written, found, report);
  return found?.kind === 'holidays';
}

function reportNoHolidays({ scalar, place }: Written, found: CountryHolidays | undefined, report: Report): void {
  const name = bare(place);
  if (found?.kind === 'not-installed') return report.error(place, 'country-package-missing', { country: name });
  sayUnlessHidden(scalar, report, () => {
    if (found?.kind === 'unknown-region') {
      report.error(place, 'unknown-region', { name, known: found.known.map(vouched) });
    } else {
      const meant = found?.kind === 'unknown-country' ? found.nearest : undefined;
      report.error(place, 'unknown-country', { name, ...(meant !== undefined && { nearest: vouched(meant) }) });
    }
  });
}

/** Everything that was written about it, as one text, each list as it stands. */
function keyOf(part: CalendarPart, country: string): string {
  const [off, work, unknownYear, week, alternate] = ['off', 'work', 'unknownYear', 'week', 'alternate'].map((key) => {
    const entry = writtenEntry(part, key);
    return entry && toData(entry.value);
  });
  const days = inOrder(alternate, ['saturday', 'sunday', 'from']);
  return JSON.stringify([
    off,
    work,
    unknownYear,
    ...(country === CHINA ? [] : [country]),
    ...(week === undefined && days === undefined ? [] : [{ week, alternate: days }]),
  ]);
}
