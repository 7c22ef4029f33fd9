import {
  type CronFault,
  everyMinute,
  everySecond,
  missingDay,
  monthEndDays,
  secondFirst,
  rangeOutside,
  stepTooWide,
} from './cron-faults.ts';
import { monthLength } from './civil.ts';
import { CRON_FIELDS, type CronFieldSpec } from './cron-fields.ts';
import { unevenSteps } from './cron-steps.ts';

/**
 * What node-cron accepts although it is surely not meant.
 *
 * @param texts the six fields as written, seconds first
 * @param months 1-12, those that are meant
 */
export function lintCron(texts: readonly string[], months: readonly number[]): readonly CronFault[] {
  const uneven = unevenSteps(texts);
  // A person who writes steps did not choose the 31st.
  const monthEnd = eachDayOfMonthEnd(texts);
  const hasUnevenDates = monthEnd !== undefined || uneven.some(({ field }) => field === 'dayOfMonth');
  const others = CRON_FIELDS.flatMap((spec, index) =>
    (texts[index] ?? '').split(',').flatMap((text) => {
      const missing = hasUnevenDates ? undefined : lintDay(spec, text, months);
      return lintPart(spec, text) ?? missing ?? [];
    }),
  );
  const often = tooOften(texts) ?? withYear(texts);
  return [often, monthEnd].filter((each) => each !== undefined).concat(uneven, others);
}

/** `* 9 * * *`, which is each minute from 9:00 to 9:59, and six fields that begin with `*`. */
function tooOften([second = '', minute = '', hour = '', ...days]: readonly string[]): CronFault | undefined {
  const isEachMinute = minute === '*' && /^\d{1,2}(?:,\d{1,2})*$/.test(hour);
  if (second === '*') return everySecond([isEachMinute ? '0' : minute, hour, ...days].join(' '));
  return second === '0' && isEachMinute ? everyMinute(hour, days.join(' ')) : undefined;
}

/** `30 18 * * 1-5 *`, which another program may read with the year last: here the second comes first. */
function withYear([second = '', minute = '', hour, day, month = '', weekday]: readonly string[]):
  | CronFault
  | undefined {
  const isOfDay = /^[1-5]?\d$/.test(second) && /^(?:1?\d|2[0-3])$/.test(minute);
  const isEachHour = hour === '*' && day === '*' && weekday === '*';
  // `0 30 * * * *` is each half past, as Spring writes it.
  if (!isOfDay || !isEachHour || (second === '0' && !/^[0-7](?:[-,][0-7])+$/.test(month))) return undefined;
  return secondFirst({ second, minute }, `${second} ${minute} * * ${month}`);
}

/** The days that a shell goes through to find the last one of a month. Here each of them fires. */
function eachDayOfMonthEnd([, minute, hour, day = '', month, weekday]: readonly string[]): CronFault | undefined {
  const isMonthEnd = (day === '28-31' || day === '28,29,30,31') && weekday === '*';
  return isMonthEnd ? monthEndDays(day, `${minute} ${hour} L ${month} *`) : undefined;
}

/** A day that some of these months do not have. Who writes Feb 29 alone knows. */
function lintDay({ name }: CronFieldSpec, text: string, months: readonly number[]): CronFault | undefined {
  const [, day = ''] = /^(29|30|31)(?:W|-(?:30|31))?$/i.exec(text) ?? [];
  if (name !== 'dayOfMonth' || day === '' || months.every((month) => month === 2)) return undefined;
  // 2001 is no leap year.
  const isMissing = months.some((month) => Number(day) > monthLength(2001, month));
  return isMissing ? missingDay(text, day) : undefined;
}

/** `*`, `*` with a step, or a range of numbers with or without one. */
const PART = /^(?:\*|(\d+)-(\d+))(?:\/(\d+))?$/;

function lintPart(spec: CronFieldSpec, text: string): CronFault | undefined {
  const match = PART.exec(text);
  if (!match) return undefined;
  const [first, last, step] = [Number(match[1] ?? spec.min), Number(match[2] ?? spec.max), Number(match[3] ?? 1)];
  if (first > highest(spec)) return rangeOutside(spec, text);
  const size = spec.max - spec.min + 1;
  const span = first <= last ? last - first : last - first + size;
  return span > 0 && step > span ? stepTooWide(spec, text, first) : undefined;
}

/** Sunday is both 0 and 7. */
function highest({ name, max }: CronFieldSpec): number {
  return name === 'dayOfWeek' ? 7 : max;
}
