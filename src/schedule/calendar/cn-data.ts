import bundled from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { cnStatutoryDays } from './cn-statutory.ts';
import { holidaySource, parseHolidayData } from './holiday-data.ts';
import type { HolidaySource } from './holiday-source.ts';

const data = parseHolidayData({ holidays: bundled.holidays, workdays: bundled.workdays });
if (data.kind === 'fault') throw new Error(`the bundled package chinese-days: ${data.message.en}`);

/**
 * Mainland China: the State Council's yearly notices from 2004 on, as far as the bundled data goes, and the law for the
 * years after. Of the package `chinese-days` only the data is used: its functions depend on the host's time zone.
 */
export const cnHolidays: HolidaySource = { ...holidaySource(data), statutory: cnStatutoryDays };
