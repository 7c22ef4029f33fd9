import type { HolidaySource } from '../schedule/calendar/holiday-source.ts';
import type { CalendarConfig } from './config.ts';
import { type CountryHolidays, countryHolidays } from './country-holidays.ts';

/** Where calendars take days off from, beside the bundled data. */
export interface HolidayKnowledge {
  /** Mainland China's, as downloaded. Default: nothing has been. */
  readonly downloaded?: HolidaySource;
  /** Each country that a calendar names, by its code; mainland China is not among them. */
  readonly countries: ReadonlyMap<string, CountryHolidays>;
}

export const CHINA = 'CN';

/** What these calendars ask for. */
export async function holidayKnowledge(
  calendars: readonly Pick<CalendarConfig, 'country'>[],
  downloaded?: HolidaySource,
): Promise<HolidayKnowledge> {
  const codes = new Set(calendars.map(({ country }) => country).filter((code) => code !== CHINA));
  const found = await Promise.all([...codes].map(async (code) => [code, await countryHolidays(code)] as const));
  return { countries: new Map(found), ...(downloaded && { downloaded }) };
}
