import type { Birthday } from '../schedule/birthday.ts';
import type { Fault } from '../schedule/fault.ts';
import { type LunarText, parseLunarDate } from '../schedule/lunar/parse-lunar-date.ts';
import { parseNamedDay } from '../schedule/parse-named-day.ts';
import { parseYearlyDate, type YearlyDate } from '../schedule/yearly.ts';
import { checked } from './decode/checked.ts';
import { either } from './decode/collections.ts';
import type { Decoder, Spot, Written } from './decode/decoder.ts';
import { field, group, writtenEntry, type Group } from './decode/group.ts';
import { choice, NOT_EMPTY, refusing, scalar } from './decode/scalars.ts';
import { type Printable, own, vouched } from './printable.ts';
import { suggestionFor } from './suggestion.ts';
import { shown } from './tree.ts';

/** A day of the year as it was written, by either calendar. */
export interface WrittenDay {
  readonly day: Birthday;
  /** The date alone, without options. */
  readonly text: string;
}

export type Owner = 'yearly' | 'birthday';
export type DayFields = ReturnType<typeof dayFields>;

export function dayFields(owner: Owner) {
  return {
    date: field(solarDate('yearly-date', owner), '05-20 或 2016-05-20'),
    lunar: field(lunarDate(owner), '农历：八月十五、08-15、闰06-01、除夕 · lunar date'),
    feb29: field(choice('feb-28', 'mar-1', 'skip'), '平年的2月29日 · Feb 29 in a common year'),
    leapMonth: field(
      choice('skip', 'regular', 'both'),
      '闰月：skip 没有就不过，regular 总按平月，both 两个月都过 · leap months',
    ),
    day30: field(choice('29th', 'next-day', 'skip'), '小月没有三十 · day 30 in a short month'),
    count: field(choice('zhousui', 'xusui'), '周岁或虚岁 · how years are counted'),
  };
}

/** Reads a group with one of both calendars; reports both, neither, and options that belong to the other one. */
export function dayInGroup(written: Group<DayFields>, { owner, report }: Spot): WrittenDay | undefined {
  const { date, lunar, feb29, leapMonth, day30, count } = written;
  const counted = count && { count: count.value };
  const onlyWith = (key: keyof DayFields, partner: 'date' | 'lunar'): void => {
    const entry = writtenEntry(written, key);
    if (entry) report.error(entry.keyPlace, 'key-without-partner', { key: vouched(key), partners: [vouched(partner)] });
  };
  if (date && lunar) {
    const place = writtenEntry(written, 'lunar')?.keyPlace ?? owner;
    report.error(place, 'keys-exclude', { key: own('date'), other: own('lunar') });
    return undefined;
  }
  if (lunar) {
    onlyWith('feb29', 'date');
    const { date: day, year } = lunar.value;
    const options = {
      ...counted,
      ...(leapMonth && { leapMonth: leapMonth.value }),
      ...(day30 && { day30: day30.value }),
    };
    const since = year === undefined ? {} : { since: year };
    return { day: { kind: 'lunar', date: day, options: { ...options, ...since } }, text: lunar.scalar.text ?? '' };
  }
  onlyWith('leapMonth', 'lunar');
  onlyWith('day30', 'lunar');
  if (date) {
    const options = { ...counted, ...(feb29 && { feb29: feb29.value }) };
    return { day: { kind: 'solar', date: date.value, options }, text: date.scalar.text?.trim() ?? '' };
  }
  report.error(owner, 'missing-key', { key: own('date'), expected: 'yearly-options' });
  return undefined;
}

/**
 * A solar day of the year. Said to be none is a day that does not exist, one that is written another way (`5月20日`), or
 * a lunar one (`八月十五`).
 *
 * @param owner the key that takes a lunar day as well, as a group
 */
export function solarDate(expected: Owner | 'yearly-date', owner: Owner) {
  return scalar(
    expected,
    NOT_EMPTY,
    (written) => parseYearlyDate(written.trim()),
    refusing((written, { place }, report) => {
      const text = vouched(written.trim());
      if (text === '') return false;
      const guess = /^(?:\d{4}-)?\d{2}-\d{2}$/.test(text) ? text : suggestionFor(expected, text);
      const isNone = guess === undefined && SOLAR.test(text);
      const isOther = expected === 'yearly' && (guess?.startsWith('{ lunar: ') || parseNamedDay(guess ?? ''));
      const exists = guess === undefined || parseYearlyDate(guess) || isOther;
      if (isNone || !exists) {
        report.error(place, 'no-such-date', { written: shown(place) });
        return true;
      }
      const key = expected === 'yearly-date' ? 'date' : owner;
      const suggestion = guess === undefined ? lunarSuggestion(owner, text) : vouched(`${key}: ${guess}`);
      report.error(place, 'wrong-value', {
        expected,
        got: { kind: 'text', written: shown(place) },
        ...(suggestion !== undefined && { suggestion }),
      });
      return true;
    }),
  );
}

/** `2月30日`, `二月三十号`: the lunar one is written without. */
const SOLAR = /^[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}[日号]$/;

function lunarSuggestion(owner: Owner, text: Printable): Printable | undefined {
  const plain = text.replace(/^[农阴][历曆]\s*/, '');
  return parseLunarDate(plain).kind === 'lunar' ? vouched(`${owner}: { lunar: ${plain} }`) : undefined;
}

function lunarDate(owner: Owner): Decoder<Written<LunarText>> {
  return scalar(
    'lunar-date',
    NOT_EMPTY,
    (written) => {
      const found = parseLunarDate(written);
      return found.kind === 'lunar' ? found : undefined;
    },
    refusing((written, { place }, report) => {
      const found = parseLunarDate(written);
      if (written === '' || found.kind !== 'fault') return false;
      report.fault(place, owner === 'yearly' ? withNameOutside(written, found) : found);
      return true;
    }),
  );
}

/** `{ lunar: 中秋 }`: a festival stands without it. */
function withNameOutside(text: string, unknown: Fault): Fault {
  const named = parseNamedDay(text);
  if (named?.kind !== 'festival' && named?.kind !== 'solar-term') return unknown;
  const meant = `yearly: ${text.trim()}`;
  return { ...unknown, hint: { zh: `写成 ${meant}`, en: `write ${meant}` } };
}

/** A birthday: a solar date, or a group with either a solar or a lunar one. */
export const birthday: Decoder<WrittenDay> = checked(
  either(solarDate('birthday', 'birthday'), group('birthday', dayFields('birthday')), 'birthday'),
  (written, spot) => ('scalar' in written ? aloneDay(written) : dayInGroup(written, spot)),
);

/** A solar date that is written alone. */
export function aloneDay({ value, scalar }: Written<YearlyDate>): WrittenDay {
  return { day: { kind: 'solar', date: value, options: {} }, text: scalar.text?.trim() ?? '' };
}
