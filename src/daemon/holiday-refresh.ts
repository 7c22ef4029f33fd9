import type { Dispatcher } from 'undici';
import { holidayUrl } from '../config/holiday-url.ts';
import { type HolidayData, parseHolidayData } from '../schedule/calendar/holiday-data.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { downloadJson, type DownloadOptions } from './download-json.ts';
import { saveHolidays, speaksOf } from './holiday-files.ts';
import { yearsToAsk } from './refresh-season.ts';

export interface HolidayRefreshOptions extends Pick<DownloadOptions, 'timeoutMs' | 'maxBytes'> {
  readonly dataDirectory: string;
  /** Templates with `{year}`, asked in order until one has the year. */
  readonly addresses: readonly string[];
  /** The network; owned by the caller. */
  readonly network: Dispatcher;
  readonly now: EpochMs;
  /** Gives up; what was downloaded by then is kept. */
  readonly signal?: AbortSignal | undefined;
}

/** What came of asking for one year. Whatever it is, the last good copy stands. */
export type YearRefresh = {
  readonly year: number;
  /** Addresses that were of no use, before another one was. */
  readonly failures: readonly AddressFailure[];
} & (
  | { readonly kind: 'saved' }
  /** Good data, the same as at hand. */
  | { readonly kind: 'confirmed' }
  /** Whoever answered has nothing to say about that year yet. */
  | { readonly kind: 'unannounced' }
  /** No address was of any use: offline, most likely. */
  | { readonly kind: 'failed' }
);

interface AddressFailure {
  /** Scheme and host: what follows may hold a key. */
  readonly address: string;
  readonly reason: string;
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
    if (answer.kind === 'good') {
      const isNew = await saveHolidays(options.dataDirectory, year, answer.data);
      return { kind: isNew ? 'saved' : 'confirmed', year, failures };
    }
    if (answer.kind === 'unannounced') isUnannounced = true;
    else failures.push(answer.failure);
  }
  return { kind: isUnannounced ? 'unannounced' : 'failed', year, failures };
}

type Answer =
  | { readonly kind: 'good'; readonly data: HolidayData }
  | { readonly kind: 'unannounced' }
  | { readonly kind: 'useless'; readonly failure: AddressFailure };

async function ask(template: string, year: number, options: HolidayRefreshOptions): Promise<Answer> {
  const url = holidayUrl(template, year);
  if (url === undefined) return useless('an address', 'it must be https and hold {year}', true);
  const download = await downloadJson(url, options);
  switch (download.kind) {
    case 'failed':
      return useless(url.origin, download.reason, false);
    case 'absent':
      return { kind: 'unannounced' };
    case 'answered':
      return judge(download.json, year, url.origin);
  }
}

function judge(json: unknown, year: number, address: string): Answer {
  const data = parseHolidayData(json);
  if (data.kind === 'fault') return useless(address, data.message.en, true);
  if (data.days.size === 0) return { kind: 'unannounced' };
  return speaksOf(data, year) ? { kind: 'good', data } : useless(address, `it does not speak of ${year}`, true);
}

function useless(address: string, reason: string, unsound: boolean): Answer {
  return { kind: 'useless', failure: { address, reason, unsound } };
}
