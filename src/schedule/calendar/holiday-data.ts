import { z } from 'zod';
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
  if ('kind' in read) return read;
  const days = new Map<DayNumber, SpecialDay>();
  for (const { day, off, name } of read.days) {
    if (days.has(day)) return unsound('同一天出现两次', 'one date is named twice');
    days.set(day, { off, name });
  }
  const years = Map.groupBy(read.days, ({ day }) => read.year ?? toCivilDate(day).year);
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

const isoDate = z.string().transform((text, context) => {
  const day = parseIsoDate(text);
  if (day !== undefined) return day;
  context.addIssue({ code: 'custom', message: 'no such date' });
  return z.NEVER;
});
// The name ends up in messages and pages: short, and without control characters.
const holidayName = z.string().regex(/^[^\p{C}]{1,40}$/u);

const noticeFile = z.object({
  year: z.int().min(2000).max(2100),
  days: z.array(z.object({ name: holidayName, date: isoDate, isOffDay: z.boolean() })),
});

const translatedName = z
  .string()
  .transform((text) => text.split(',')[1] ?? '')
  .pipe(holidayName);

function datedNames(off: boolean) {
  return z.record(z.string(), translatedName).transform((names, context) =>
    Object.entries(names).map(([date, name]) => {
      const day = isoDate.safeParse(date);
      if (day.success) return { day: day.data, off, name };
      context.addIssue({ code: 'custom', message: 'no such date', path: [date] });
      return z.NEVER;
    }),
  );
}

const datedFile = z.object({ holidays: datedNames(true), workdays: datedNames(false) });

function readDays(json: unknown): ReadDays | Fault {
  if (typeof json === 'object' && json !== null && 'holidays' in json) return readDatedFile(json);
  return readNoticeFile(json);
}

function readNoticeFile(json: unknown): ReadDays | Fault {
  const file = noticeFile.safeParse(json);
  if (!file.success) return malformed(file.error);
  const { year } = file.data;
  const days = file.data.days.map(({ date, isOffDay, name }) => ({ day: date, off: isOffDay, name }));
  const [first, last] = [toDayNumber(year - 1, 12, 1), toDayNumber(year, 12, 31)];
  if (days.some(({ day }) => day < first || day > last)) {
    return unsound(`有日期不属于${year}年`, `a date does not belong to ${year}`);
  }
  return { year, days };
}

function readDatedFile(json: unknown): ReadDays | Fault {
  const file = datedFile.safeParse(json);
  if (!file.success) return malformed(file.error);
  return { days: [...file.data.holidays, ...file.data.workdays] };
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

function malformed(error: z.ZodError): Fault {
  const [issue] = error.issues;
  const where = issue?.path.join('.') ?? '';
  return unsound(`格式不认识（${where}）`, `unknown format (${where}: ${issue?.message ?? ''})`);
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
