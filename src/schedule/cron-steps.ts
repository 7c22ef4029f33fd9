import { type CronFault, unevenDates, unevenStep } from './cron-faults.ts';
import { CRON_FIELDS, type CronFieldName, type CronFieldSpec } from './cron-fields.ts';
import { SHORT_DAY_NAMES } from './day-names.ts';

/**
 * Steps that do not come out even where their field begins anew: `*` with a step, a range that says the same (`1-31/2`),
 * a list of numbers that does (`1,6,11`).
 *
 * @param texts the six fields as written, seconds first
 */
export function unevenSteps(texts: readonly string[]): readonly CronFault[] {
  return CRON_FIELDS.flatMap((spec, index) => {
    const text = texts[index] ?? '';
    const listed = listedSteps(spec, text);
    if (listed) return faultOf(spec, listed, text, texts) ?? [];
    return text.split(',').flatMap((part) => {
      const steps = rangeSteps(spec, part);
      return (steps && faultOf(spec, steps, part, texts)) ?? [];
    });
  });
}

interface Steps {
  readonly first: number;
  readonly last: number;
  readonly step: number;
}

/** Of a range that goes through its field: Monday to Friday, a window of hours or the first week are meant as such. */
function rangeSteps({ name, min, max }: CronFieldSpec, part: string): Steps | undefined {
  const { from, until, step: written } = STEPPED.exec(part)?.groups ?? {};
  const [first, end] = [numberOf(from ?? String(min)), numberOf(until ?? String(max))];
  const step = Number(written);
  if (first === undefined || end === undefined || !(step > 1) || end - first < step || first - step >= min)
    return undefined;
  const count = Math.floor((end - first) / step) + 1;
  const isThrough =
    end - first >= max - min ||
    (name === 'dayOfMonth' && end >= SHORTEST_MONTH) ||
    (name !== 'dayOfWeek' && count > 2 && first + count * step > max);
  return isThrough ? { first, last: first + (count - 1) * step, step } : undefined;
}

const STEPPED = /^(?:\*|(?<from>\w+)-(?<until>\w+))\/(?<step>\d{1,2})$/;
const SHORTEST_MONTH = 28;

/** `1,6,11`: a few dates or hours are chosen one by one, and so is what is written by name. */
function listedSteps({ name, min, max }: CronFieldSpec, text: string): Steps | undefined {
  if (!/^\d+(?:,\d+)+$/.test(text)) return undefined;
  const numbers = [...new Set(text.split(',').map(Number))].toSorted((a, b) => a - b);
  const [first = 0, second = 0] = numbers;
  const [last, step] = [numbers.at(-1) ?? 0, second - first];
  const isStepped = step > 1 && numbers.every((number, index) => number === first + index * step);
  const isThrough = last + step > max && (first === min || (first <= step && step < 5));
  const isLong = numbers.length >= (LEAST_LISTED[name] ?? 5);
  return isStepped && isThrough && isLong ? { first, last, step } : undefined;
}

/** Not Monday, Wednesday, Friday. */
const LEAST_LISTED: Readonly<Partial<Record<CronFieldName, number>>> = { dayOfMonth: 3, month: 3, dayOfWeek: 4 };

function faultOf(
  spec: CronFieldSpec,
  { first, last, step }: Steps,
  value: string,
  texts: readonly string[],
): CronFault | undefined {
  const lastGap = spec.max - spec.min + 1 - (last - first);
  const unit = UNITS[spec.name];
  // Months differ in length.
  if (lastGap === step && spec.name !== 'dayOfMonth') return undefined;
  if (unit) return unevenDates(spec, value, { step, unit, lastGap, at: timesOf(texts) });
  return unevenStep(spec, value, step, lastGap);
}

const UNITS: Readonly<Partial<Record<CronFieldName, 'days' | 'months'>>> = {
  dayOfMonth: 'days',
  month: 'months',
  dayOfWeek: 'days',
};

/** As `at` has them; `undefined` where they are no few times of day. */
function timesOf([second, minute = '', hour = '']: readonly string[]): string | undefined {
  const hours = hour.split(',');
  if (second !== '0' || ![minute, ...hours].every((each) => /^\d{1,2}$/.test(each))) return undefined;
  const times = hours.map((each) => `"${each.padStart(2, '0')}:${minute.padStart(2, '0')}"`);
  return times.length === 1 ? times[0] : `[${times.join(', ')}]`;
}

function numberOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const month = MONTHS.indexOf(text.toLowerCase()) + 1;
  const weekday = SHORT_DAY_NAMES.findIndex((name) => name === text.toLowerCase());
  if (month > 0) return month;
  return weekday < 0 ? undefined : weekday;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
