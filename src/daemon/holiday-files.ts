import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toIsoDate } from '../schedule/civil.ts';
import {
  type HolidayData,
  holidaySource,
  mergeHolidayData,
  parseHolidayData,
} from '../schedule/calendar/holiday-data.ts';
import type { HolidaySource } from '../schedule/calendar/holiday-source.ts';
import type { Words } from '../schedule/fault.ts';
import { writeAtomically } from './write-atomically.ts';

/** The downloaded holiday data of a data directory, one file per year: the last good copies. */
export interface DownloadedHolidays {
  readonly data: HolidayData;
  /** The same, as a calendar's `downloaded`. */
  readonly source: HolidaySource;
  /** Files that are not what was written, and why: they count for nothing until the next refresh. */
  readonly ignored: readonly IgnoredHolidayFile[];
}

interface IgnoredHolidayFile {
  readonly file: string;
  readonly reason: Words;
}

/** What stands in `<dataDirectory>/holidays/<year>.json`. Nothing downloaded yet is no failure. */
export async function readHolidays(dataDirectory: string): Promise<DownloadedHolidays> {
  const folder = join(dataDirectory, FOLDER);
  const names = (await readdir(folder).catch(() => [])).filter((name) => YEAR_FILE.test(name)).toSorted();
  const read = await Promise.all(names.map((name) => readYear(join(folder, name), Number.parseInt(name, 10))));
  const data = mergeHolidayData(read.filter((each) => 'kind' in each));
  return { data, source: holidaySource(data), ignored: read.filter((each) => 'reason' in each) };
}

/**
 * Keeps a year's data; `false` when just that was there already.
 *
 * @throws when the disk refuses.
 */
export async function saveHolidays(dataDirectory: string, year: number, data: HolidayData): Promise<boolean> {
  const file = join(dataDirectory, FOLDER, `${year}.json`);
  const text = noticeText(year, data);
  if (text === (await textOf(file))) return false;
  await writeAtomically(file, text);
  return true;
}

const FOLDER = 'holidays';
const YEAR_FILE = /^\d{4}\.json$/;

/** The form of holiday-cn, whatever it came in: `parseHolidayData` reads it back. */
function noticeText(year: number, { days }: HolidayData): string {
  const entries = [...days]
    .toSorted(([a], [b]) => a - b)
    .map(([day, { name, off }]) => ({ name, date: toIsoDate(day), isOffDay: off }));
  return `${JSON.stringify({ year, days: entries }, null, 2)}\n`;
}

async function readYear(file: string, year: number): Promise<HolidayData | IgnoredHolidayFile> {
  const data = parseHolidayData(parseJson(await textOf(file)));
  if (data.kind === 'fault') return { file, reason: data.message };
  if (speaksOf(data, year)) return data;
  return { file, reason: { zh: `里面没有${year}年的安排`, en: `it has nothing about ${year}` } };
}

/** Whether data is a whole year's, and that one's. */
export function speaksOf({ years }: HolidayData, year: number): boolean {
  return years.size === 1 && years.has(year);
}

/** `undefined`: it is not there, or cannot be read. */
function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
