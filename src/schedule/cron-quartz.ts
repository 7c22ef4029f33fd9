import type { CronFault } from './cron-faults.ts';
import { translated } from './cron-translated.ts';
import { SHORT_DAY_NAMES as DAYS } from './day-names.ts';
import { fault, type Words } from './fault.ts';

/**
 * Of six fields with `?`, numbered weekdays: Quartz counts them from Sunday, which is 1. Of five with `?`, as AWS has
 * them, only 2-6: nobody works from Tuesday to Saturday.
 *
 * @param texts the six fields as written, seconds first
 */
export function quartzWeekdays(expression: string, texts: readonly string[]): CronFault | undefined {
  const weekdays = texts[5] ?? '';
  const hasSeconds = expression.trim().split(/\s+/).length === 6;
  if (texts[3] !== '?' || !(hasSeconds ? NUMBERED : /^2(?:-|,3,4,5,)6$/).test(weekdays)) return undefined;
  const [there, here] = [named(weekdays, 1), named(weekdays, 0)];
  return {
    ...fault(
      'cron-quartz-weekday',
      {
        zh: `“${weekdays}”在 Quartz 里从星期日是 1 数起，在这里星期一是 1`,
        en: `"${weekdays}" counts from Sunday as 1 in Quartz; here Monday is 1`,
      },
      {
        zh: `写名字：Quartz 的意思是 ${there}，这里的意思是 ${here}`,
        en: `write names: Quartz means ${there}, here it is ${here}`,
      },
    ),
    field: 'dayOfWeek',
    value: weekdays,
  };
}

/** Seven fields with the seconds first, or six of which one has no other meaning. */
export function ofQuartz(text: string): CronFault | undefined {
  const fields = text.split(' ');
  const [, , , dayOfMonth = '', , weekday = ''] = fields;
  // Without a year the steps of its weekdays alone have no other meaning here, nor has L alone.
  const isWhole =
    fields.length === 7 || (fields.length === 6 && dayOfMonth === '?' && /^(?:[1-7]\/[1-7]|L)$/i.test(weekday));
  const lines = isWhole ? linesOf(fields) : undefined;
  const message = {
    zh: `“${text}”是 Quartz 的写法：秒在最前，年在最后`,
    en: `"${text}" is how Quartz writes it: seconds first, the year last`,
  };
  if (lines) return translated('cron-quartz', message, text, lines, countedOtherwise(fields));
  return fields.length === 7 ? ofEachYear(fields, message, text) : undefined;
}

/** Without `?` it may be another program's, in which Monday is 1. */
function countedOtherwise([, , , dayOfMonth, , weekday = '']: readonly string[]): Words | undefined {
  if (dayOfMonth === '?' || weekday === '?' || !NUMBERED.test(weekday)) return undefined;
  const [there, here] = [named(weekday, 1), named(weekday, 0)];
  return { zh: `；若星期一是 1，把 ${there} 换成 ${here}`, en: `; where Monday was 1, ${here} instead of ${there}` };
}

/** `cron(0 18 ? * MON-FRI *)`, with or without what stands around it: the minute first, the year last. */
export function ofAws(text: string): CronFault | undefined {
  const inner = /^cron\((.+)\)$/i.exec(text)?.[1] ?? text;
  const fields = inner.trim().split(' ');
  const [, , dayOfMonth, , weekday] = fields;
  if (fields.length !== 6 || (dayOfMonth !== '?' && weekday !== '?')) return undefined;
  const lines = linesOf(['0', ...fields]);
  const message = {
    zh: `“${text}”是 AWS 的写法：分在最前，年在最后`,
    en: `"${text}" is how AWS writes it: the minute first, the year last`,
  };
  const note = {
    zh: '；AWS 默认按 UTC 算，要那样就再加 timezone: UTC',
    en: '; AWS goes by UTC unless told otherwise: for that add timezone: UTC',
  };
  return lines && translated('cron-aws', message, text, lines, note);
}

/** @param fields seven */
function linesOf(fields: readonly string[]): readonly string[] | undefined {
  const [second = '', minute = '', hour = '', dayOfMonth = '', month = '', weekday = '', year = '*'] = fields;
  const others = [second, minute, hour, dayOfMonth, month].map((field, index) => inRange(field, index));
  const written = [...(second === '0' ? [] : [others[0]]), ...others.slice(1), here(weekday)]
    .join(' ')
    .replaceAll('?', '*');
  const cron = `cron: "${written}"`;
  return year === '*' ? [cron] : inYears(cron, year, momentOf(fields));
}

interface Moment {
  readonly date: string;
  readonly time: string;
}

/** Where all of it is one moment of a year. */
function momentOf(fields: readonly string[]): Moment | undefined {
  const numbers = fields.slice(0, 5);
  if (!numbers.every((field) => /^\d{1,2}$/.test(field))) return undefined;
  const [second, minute, hour, day, month] = numbers.map((field) => field.padStart(2, '0'));
  return { date: `${month}-${day}`, time: `${hour}:${minute}${second === '00' ? '' : `:${second}`}` };
}

/** `2027`, `2027-2030`, `2027/2`, `2027,2029`; `undefined` where years between are left out of more than a moment. */
function inYears(cron: string, year: string, moment: Moment | undefined): readonly string[] | undefined {
  const { first, last, step } = /^(?<first>\d{4})(?:-(?<last>\d{4}))?(?:\/(?<step>\d{1,2}))?$/.exec(year)?.groups ?? {};
  if (first !== undefined && step === undefined) return [cron, activeIn(first, last ?? first)];
  if (first !== undefined && moment) {
    const active = last === undefined ? [] : [activeIn(first, last)];
    return [`every: ${step} years`, `from: ${first}-${moment.date}`, `at: "${moment.time}"`, ...active];
  }
  const years = /^\d{4}(?:,\d{4})+$/.test(year) ? year.split(',').map(Number) : [];
  const [from = 0, until = 0] = [years[0], years.at(-1)];
  const isRun = years.length > 0 && years.every((each, index) => each === from + index);
  if (isRun) return [cron, activeIn(String(from), String(until))];
  if (years.length === 0 || !moment) return undefined;
  return [`once: [${years.map((each) => `${each}-${moment.date}T${moment.time}`).join(', ')}]`];
}

function activeIn(first: string, last: string): string {
  return `active: { from: ${first}-01-01, until: ${last}-12-31 }`;
}

/** Of years that are left out: one reminder for each. */
function ofEachYear(fields: readonly string[], message: Words, text: string): CronFault | undefined {
  const [first] = /\d{4}/.exec(fields[6] ?? '') ?? [];
  const lines = first === undefined ? undefined : linesOf([...fields.slice(0, 6), first]);
  const note = { zh: '；每一年写成单独的一条提醒', en: '; each of the years is a reminder of its own' };
  return lines && translated('cron-quartz', message, text, lines, note);
}

const LAST_OF_FIELD = [59, 59, 23, 31, 12];

/** `0/5`, which has no last value, as a step within all of the field. */
function inRange(field: string, index: number): string {
  const [, start = '', step = ''] = /^(\d+|\*)\/(\d+)$/.exec(field) ?? [];
  if (start === '' || start === '*') return field;
  return Number(start) === (index < 3 ? 0 : 1) ? `*/${step}` : `${start}-${LAST_OF_FIELD[index]}/${step}`;
}

const NUMBERED = /^[1-7](?:L|#[1-5]|(?:[-,][1-7])*(?:(?<=-[1-7])\/[1-7])?)$/i;
const STEPPED = /^([1-7])\/([1-7])$/;

function here(weekday: string): string {
  if (/^L$/i.test(weekday)) return 'sat';
  const [, start = '', step = ''] = STEPPED.exec(weekday) ?? [];
  if (start === '') return NUMBERED.test(weekday) ? named(weekday, 1) : weekday;
  const days = Array.from({ length: 7 }, (_, index) => Number(start) + index * Number(step)).filter((day) => day <= 7);
  return named(days.join(','), 1);
}

/** `2-6` as `mon-fri`, `6L` as `friL`, `2#1` as `mon#1`, Sunday being `sunday`. */
function named(weekdays: string, sunday: number): string {
  return weekdays.replaceAll(/(?<![#/])\d/g, (digit) => DAYS[(Number(digit) - sunday + 7) % 7] ?? digit);
}
