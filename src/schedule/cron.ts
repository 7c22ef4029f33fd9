import { type ParsedFields, validateDetailed } from 'node-cron';
import { type DayMatch, hasDays, monthDays } from './cron-days.ts';
import { dialectFault } from './cron-dialects.ts';
import {
  ambiguousDays,
  type CronFault,
  neverFires,
  steppedDates,
  noSuchCharacters,
  timeOfDay,
  unknownNickname,
  wrongField,
  wrongFieldCount,
} from './cron-faults.ts';
import {
  CRON_FIELDS,
  type CronFields,
  type CronFieldSpec,
  restrictsDayOfMonth,
  restrictsDayOfWeek,
  toCronFields,
} from './cron-fields.ts';
import { lintCron } from './cron-lint.ts';
import { cronPattern } from './cron-pattern.ts';
import { quartzWeekdays } from './cron-quartz.ts';
import type { Pattern } from './pattern.ts';

/** An expression understood. */
export interface Cron {
  readonly kind: 'cron';
  readonly pattern: Pattern;
  /** It means something, but surely not what was meant. */
  readonly warnings: readonly CronFault[];
}

/** An expression refused. */
export interface CronFaults {
  readonly kind: 'faults';
  readonly faults: readonly [CronFault, ...CronFault[]];
}

export interface CronOptions {
  /** Needed when day of month and weekday are both restricted; without effect otherwise. */
  readonly dayMatch?: DayMatch | undefined;
}

/**
 * Reads 5 fields, 6 with seconds first, or a nickname such as `@daily`, in node-cron 4.6's grammar. Refuses what can
 * never fire, and two restricted day fields without a `dayMatch`: crontab(5) and node-cron disagree about them.
 */
export function parseCron(expression: string, { dayMatch }: CronOptions = {}): Cron | CronFaults {
  const key = `${dayMatch ?? ''} ${expression}`;
  const known = understood.get(key);
  if (known) return known;
  const cron = parse(expression, dayMatch);
  if (understood.size >= MOST_UNDERSTOOD) understood.clear();
  understood.set(key, cron);
  return cron;
}

/** Many reminders share few expressions: each is read once, and all that have it share one pattern. */
const understood = new Map<string, Cron | CronFaults>();
/** A program that makes up ever new ones must not fill the memory with them. */
const MOST_UNDERSTOOD = 16_384;

function parse(expression: string, dayMatch: DayMatch | undefined): Cron | CronFaults {
  const parsed = readFields(expression);
  const texts = fieldTexts(expression);
  if (!parsed) return { kind: 'faults', faults: grammarFaults(expression, texts) };
  const fields = toCronFields(parsed);
  const [dayOfMonth = '', dayOfWeek = ''] = [texts[3], texts[5]];
  const areBoth = restrictsDayOfMonth(fields) && restrictsDayOfWeek(fields);
  if (areBoth && dayMatch === undefined) return { kind: 'faults', faults: [ambiguousDays(dayOfMonth, dayOfWeek)] };
  const quartz = quartzWeekdays(expression, texts);
  const stepped = areBoth && dayMatch === 'both' && dayOfMonth.includes('/');
  // What is said of the step alone would mend another expression.
  const odd = lintCron(texts, fields.month).filter(({ field }) => !stepped || field !== 'dayOfMonth');
  const warnings = [...(stepped ? [steppedDates(dayOfMonth, dayOfWeek)] : []), ...odd, ...(quartz ? [quartz] : [])];
  return understand(expression, fields, dayMatch ?? 'both', warnings);
}

function understand(
  expression: string,
  fields: CronFields,
  dayMatch: DayMatch,
  warnings: readonly CronFault[],
): Cron | CronFaults {
  const days = monthDays(fields, dayMatch);
  if (!hasDays(fields.month, days)) return { kind: 'faults', faults: [neverFires(expression)] };
  return { kind: 'cron', pattern: cronPattern(fields, days), warnings };
}

/**
 * node-cron refuses a day that its month does not have without a look at the weekdays, which may name others: there it
 * is asked for the month by itself. Whether any date is left is judged by all three together.
 */
function readFields(expression: string): ParsedFields | undefined {
  const { fields } = validateDetailed(expression);
  const texts = fieldTexts(expression);
  if (fields || texts.length !== CRON_FIELDS.length) return fields;
  const { fields: others } = validateDetailed(texts.with(MONTH, '*').join(' '));
  const { fields: months } = validateDetailed(ANY.with(MONTH, texts[MONTH] ?? '').join(' '));
  return others && months && { ...others, month: months.month };
}

/** The fields as written, seconds first. */
function fieldTexts(expression: string): readonly string[] {
  const texts = expression.split(' ').filter((text) => text !== '');
  return texts.length === 5 ? ['0', ...texts] : texts;
}

/** What node-cron refused, in our words: it names the field only. */
function grammarFaults(expression: string, texts: readonly string[]): CronFaults['faults'] {
  if (texts.length === 0) return [wrongFieldCount(expression, 0)];
  const dialect = dialectFault(expression);
  if (dialect) return [dialect];
  if (expression.trim().startsWith('@')) return [unknownNickname(expression.trim())];
  if (/^\s*\d{1,2}[:：]\d{2}\s*$/.test(expression)) return [timeOfDay(expression.trim())];
  const characters = new Set(expression.match(/[^a-zA-Z0-9\-*/,#? ]/gu));
  if (characters.size > 0) return [noSuchCharacters(expression, [...characters], mend(expression))];
  if (texts.length !== CRON_FIELDS.length) return [wrongFieldCount(expression, texts.length)];
  const [first, ...rest] = CRON_FIELDS.flatMap((spec, index) => fieldFaults(spec, index, texts[index] ?? ''));
  // One of them is wrong, by what `readFields` asked.
  return first ? [first, ...rest] : [neverFires(expression)];
}

function fieldFaults(spec: CronFieldSpec, index: number, text: string): readonly CronFault[] {
  const isValid = (part: string): boolean => part !== '' && validateDetailed(ANY.with(index, part).join(' ')).valid;
  return text
    .split(',')
    .filter((part) => !isValid(part))
    .map((part) => wrongField(spec, part === '' ? text : part));
}

const ANY = CRON_FIELDS.map(() => '*');
const MONTH = CRON_FIELDS.findIndex(({ name }) => name === 'month');

/** The same in the characters of cron; `undefined` when that would be no expression either. */
function mend(expression: string): string | undefined {
  const mended = expression
    .normalize('NFKC')
    .replaceAll('、', ',')
    .replaceAll(/[‐-―−]/gu, '-')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return readFields(mended) ? mended : undefined;
}
