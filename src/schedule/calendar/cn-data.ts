import bundled from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { toCivilDate } from '../civil.ts';
import { cnStatutoryDays } from './cn-statutory.ts';
import { parseHolidayData } from './holiday-data.ts';
import type { HolidayData } from './holiday-data.ts';
import type { HolidaySource } from './holiday-source.ts';

/**
 * Mainland China: the State Council's yearly notices from 2004 on, as far as the bundled data goes, and the law for the
 * years after. Of the package `chinese-days` only the data is used: its functions depend on the host's time zone.
 */
export const cnHolidays: HolidaySource = { ...bundledHolidays(), statutory: cnStatutoryDays };

/** Each year is read when it is first asked for: of the twenty and more a process looks at two. */
function bundledHolidays(): HolidaySource {
  const years = new Map<number, HolidayData | undefined>();

  function dataOf(year: number): HolidayData | undefined {
    if (!years.has(year)) years.set(year, read(year));
    return years.get(year);
  }

  return {
    day: (day) => dataOf(toCivilDate(day).year)?.days.get(day),
    isKnown: (year) => dataOf(year) !== undefined,
  };
}

function read(year: number): HolidayData | undefined {
  const [holidays, workdays] = [datedIn(year, bundled.holidays), datedIn(year, bundled.workdays)];
  if (Object.keys(holidays).length === 0) return undefined;
  const data = parseHolidayData({ holidays, workdays });
  if (data.kind === 'fault') throw new Error(`the bundled package chinese-days: ${data.message.en}`);
  return data;
}

type Dated = Readonly<Record<string, string>>;

function datedIn(year: number, dated: Dated): Dated {
  const prefix = `${year}-`;
  return Object.fromEntries(Object.entries(dated).filter(([date]) => date.startsWith(prefix)));
}
