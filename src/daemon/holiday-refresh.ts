import { holidayUrl } from '../config/holiday-url.ts';
import type { InBoth } from '../message/language.ts';
import { type HolidayData, parseHolidayData } from '../schedule/calendar/holiday-data.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { downloadJson, type DownloadOptions } from './download-json.ts';
import { saveHolidays, speaksOf } from './holiday-files.ts';
import { yearsToAsk } from './refresh-season.ts';

export interface HolidayRefreshOptions extends DownloadOptions {
  readonly dataDirectory: string;
  /** Templates with `{year}`, asked in order until one has the year. */
  readonly addresses: readonly string[];
  readonly now: EpochMs;
}

/** What came of asking for one year. Whatever it is, the last good copy stands. */
export interface YearRefresh {
  readonly year: number;
  /**
   * `confirmed`: good data, the same as at hand; `unannounced`: whoever answered has nothing to say about that year yet;
   * `failed`: no address was of any use, offline, most likely.
   */
  readonly kind: 'saved' | 'confirmed' | 'unannounced' | 'failed';
  /** Addresses that were of no use, before another one was. */
  readonly failures: readonly AddressFailure[];
}

interface AddressFailure {
  /** Scheme and host: what follows may hold a key. */
  readonly address: string;
  readonly reason: InBoth;
  /**
   * It answered, but not with sound data of that year: this does not pass by itself as being offline does, where a login
   * page may answer in its place.
   */
  readonly unsound: boolean;
}

/**
 * Asks for the years that matter `now` and keeps what is sound.
 *
 * @throws when the disk refuses.
 */
export async function refreshHolidays(options: HolidayRefreshOptions): Promise<readonly YearRefresh[]> {
  const refreshed: YearRefresh[] = [];
  for (const year of yearsToAsk(options.now)) refreshed.push(await refreshYear(year, options));
  return refreshed;
}

async function refreshYear(year: number, options: HolidayRefreshOptions): Promise<YearRefresh> {
  const failures: AddressFailure[] = [];
  let isUnannounced = false;
  for (const template of options.addresses) {
    if (options.signal?.aborted === true) break;
    const answer = await ask(template, year, options);
    if (answer === 'unannounced') isUnannounced = true;
    else if ('reason' in answer) failures.push(answer);
    else {
      const isNew = await saveHolidays(options.dataDirectory, year, answer);
      return { kind: isNew ? 'saved' : 'confirmed', year, failures };
    }
  }
  return { kind: isUnannounced ? 'unannounced' : 'failed', year, failures };
}

async function ask(
  template: string,
  year: number,
  options: HolidayRefreshOptions,
): Promise<HolidayData | 'unannounced' | AddressFailure> {
  const url = holidayUrl(template, year);
  if (url === undefined) {
    const reason = { zh: '地址必须是 https，并含有 {year}', en: 'an address must be https and contain {year}' };
    return { address: '', reason, unsound: true };
  }
  const address = url.origin;
  const download = await downloadJson(url, options);
  if (download.kind === 'absent') return 'unannounced';
  if (download.kind === 'failed') return { address, reason: download.reason, unsound: false };
  const data = parseHolidayData(download.json);
  if (data.kind === 'fault') return { address, reason: data.message, unsound: true };
  if (data.days.size === 0) return 'unannounced';
  const reason = { zh: `里面没有${year}年的安排`, en: `it has nothing about ${year}` };
  return speaksOf(data, year) ? data : { address, reason, unsound: true };
}
