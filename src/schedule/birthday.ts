import { fault } from './fault.ts';
import type { Fault } from './fault.ts';
import { parseLunarDate } from './lunar/parse-lunar-date.ts';
import type { LunarDay } from './lunar/parse-lunar-date.ts';
import { lunarYearly } from './lunar-yearly.ts';
import type { LunarYearlyOptions } from './lunar-yearly.ts';
import type { DayRule } from './pattern.ts';
import { parseYearlyDate, yearly } from './yearly.ts';
import type { YearlyDate, YearlyOptions } from './yearly.ts';

/** A person's birthday as written: `1992-02-29` or, the year unknown, `05-20`; by the lunar calendar likewise. */
export type WrittenBirthday =
  | ({ readonly date: string } & YearlyOptions)
  | ({ readonly lunar: string } & Omit<LunarYearlyOptions, 'since'>);

/** A person's birthday, understood. */
export type Birthday =
  | { readonly kind: 'solar'; readonly date: YearlyDate; readonly options: YearlyOptions }
  | { readonly kind: 'lunar'; readonly date: LunarDay; readonly options: LunarYearlyOptions };

export function parseBirthday(written: WrittenBirthday): Birthday | Fault {
  if ('lunar' in written) {
    const { lunar, ...options } = written;
    const read = parseLunarDate(lunar);
    if (read.kind === 'fault') return read;
    const since = read.year === undefined ? {} : { since: read.year };
    return { kind: 'lunar', date: read.date, options: { ...options, ...since } };
  }
  const { date: text, ...options } = written;
  const date = parseYearlyDate(text.trim());
  return date ? { kind: 'solar', date, options } : unknownBirthday(text);
}

/** The days on which the birthday is kept; with the year of birth known, from the first birthday on. */
export function birthdayRule(birthday: Birthday): DayRule {
  return birthday.kind === 'solar'
    ? yearly(birthday.date, birthday.options)
    : lunarYearly(birthday.date, birthday.options);
}

function unknownBirthday(text: string): Fault {
  return fault(
    'unknown-birthday',
    { zh: `“${text}”不是生日，或没有这一天`, en: `"${text}" is no birthday, or no such day exists` },
    {
      zh: '写成 1992-02-29 或 05-20；农历写成 { lunar: 1990-08-15 }',
      en: 'write 1992-02-29 or 05-20; by the lunar calendar { lunar: 1990-08-15 }',
    },
  );
}
