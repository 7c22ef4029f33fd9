import { parseIsoDate, toCivilDate, toDayNumber } from '../civil.ts';
import type { DayNumber } from '../civil.ts';
import { fault } from '../fault.ts';
import type { Fault } from '../fault.ts';
import type { HolidaySource, SpecialDay } from './holiday-source.ts';

/** What one data file, or several merged, say about special days. */
export interface HolidayData {
  readonly kind: 'holiday-data';
  /** The years that are announced in full. An empty list of days announces nothing. */
  readonly years: ReadonlySet<number>;
  readonly days: ReadonlyMap<DayNumber, SpecialDay>;
}

/**
 * Takes downloaded JSON for holiday data, if it is sound: the schema of holiday-cn (`{ year, days: [{ name, date,
 * isOffDay }] }`, a file per notice year, which may name days of the December before) or that of chinese-days
 * (`{ holidays: { date: 'en,zh,n' }, workdays: {…} }`, any number of years). Dates exist and belong to the file's year,
 * none is named twice, and a year that is named at all has 20-45 days, at least one of them off.
 */
export function parseHolidayData(json: unknown): HolidayData | Fault {
  const read = readDays(json);
  if ('kind' in read) return unsound(`格式不认识（${read.where}）`, `unknown format (${read.where}: ${read.why})`);
  const { year, days: named } = read;
  if (year !== undefined && !named.every(({ day }) => belongsTo(year, day))) {
    return unsound(`有日期不属于${year}年`, `a date does not belong to ${year}`);
  }
  const days = new Map<DayNumber, SpecialDay>();
  for (const { day, off, name } of named) {
    if (days.has(day)) return unsound('同一天出现两次', 'one date is named twice');
    days.set(day, { off, name });
  }
  const years = Map.groupBy(named, ({ day }) => year ?? toCivilDate(day).year);
  return checkYears(years) ?? { kind: 'holiday-data', years: new Set(years.keys()), days };
}

/** Merged by date; where two files name a date, the one for the later year stands: its notice is the newer. */
export function mergeHolidayData(files: readonly HolidayData[]): HolidayData {
  const years = new Set<number>();
  const days = new Map<DayNumber, SpecialDay>();
  for (const file of files.toSorted((a, b) => Math.max(...a.years) - Math.max(...b.years))) {
    for (const year of file.years) years.add(year);
    for (const [day, special] of file.days) days.set(day, special);
  }
  return { kind: 'holiday-data', years, days };
}

export function holidaySource({ years, days }: HolidayData): HolidaySource {
  return { day: (day) => days.get(day), isKnown: (year) => years.has(year) };
}

interface NamedDay extends SpecialDay {
  readonly day: DayNumber;
}

interface ReadDays {
  /** The notice year; without one, every date counts for its own. */
  readonly year?: number;
  readonly days: readonly NamedDay[];
}

/** What was read, or where the format is broken. */
type Read = ReadDays | Malformed;

interface Malformed {
  readonly kind: 'malformed';
  readonly where: string;
  readonly why: string;
}

function readDays(json: unknown): Read {
  if (!isObject(json)) return malformed('', 'no object');
  return 'holidays' in json ? readDatedFile(json) : readNoticeFile(json);
}

function readNoticeFile({ year, days }: JsonObject): Read {
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 2000 || year > 2100) {
    return malformed('year', 'no year from 2000 to 2100');
  }
  if (!Array.isArray(days)) return malformed('days', 'no list');
  const named: NamedDay[] = [];
  for (const [index, each] of (days as unknown[]).entries()) {
    const where = `days.${index}`;
    if (!isObject(each)) return malformed(where, 'no object');
    if (typeof each['isOffDay'] !== 'boolean') return malformed(`${where}.isOffDay`, 'neither true nor false');
    const day = namedDay(each['date'], each['name'], each['isOffDay'], `${where}.date`, `${where}.name`);
    if ('kind' in day) return day;
    named.push(day);
  }
  return { year, days: named };
}

function readDatedFile({ holidays, workdays }: JsonObject): Read {
  const days: NamedDay[] = [];
  for (const { key, off, names } of [
    { key: 'holidays', off: true, names: holidays },
    { key: 'workdays', off: false, names: workdays },
  ]) {
    if (!isObject(names)) return malformed(key, 'no object');
    for (const [date, written] of Object.entries(names)) {
      const where = `${key}.${date}`;
      const name = typeof written === 'string' ? written.split(',')[1] : undefined;
      const day = namedDay(date, name, off, where, where);
      if ('kind' in day) return day;
      days.push(day);
    }
  }
  return { days };
}

function namedDay(date: unknown, name: unknown, off: boolean, atDate: string, atName: string): NamedDay | Malformed {
  const day = typeof date === 'string' ? parseIsoDate(date) : undefined;
  if (day === undefined) return malformed(atDate, 'no such date');
  // It ends up in messages and pages: short, and without control characters.
  if (typeof name !== 'string' || !/^[^\p{C}]{1,40}$/u.test(name)) return malformed(atName, 'no name');
  return { day, off, name };
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(json: unknown): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function belongsTo(year: number, day: DayNumber): boolean {
  return day >= toDayNumber(year - 1, 12, 1) && day <= toDayNumber(year, 12, 31);
}

function checkYears(years: ReadonlyMap<number, readonly NamedDay[]>): Fault | undefined {
  for (const [year, days] of years) {
    if (days.length < 20 || days.length > 45) {
      return unsound(`${year}年有${days.length}天，应为20-45天`, `${year} names ${days.length} days, not 20-45`);
    }
    if (!days.some(({ off }) => off)) return unsound(`${year}年没有一天放假`, `${year} has no day off`);
  }
  return undefined;
}

function malformed(where: string, why: string): Malformed {
  return { kind: 'malformed', where, why };
}

function unsound(zh: string, en: string): Fault {
  return fault(
    'unsound-holiday-data',
    { zh: `节假日数据有误：${zh}`, en: `unsound holiday data: ${en}` },
    {
      zh: '换一个 holiday-cn 或 chinese-days 的数据地址',
      en: 'use another address of holiday-cn or chinese-days data',
    },
  );
}
