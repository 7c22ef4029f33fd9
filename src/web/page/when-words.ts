import type { Reminder } from '../../config/config.ts';
import { expressionsOf, type Rhythm } from '../../config/rhythm.ts';
import type { Texts } from '../texts/catalogue.ts';

/** When a reminder comes, in the words of the page: `工作日 08:50`, `every Mon, Wed, Fri at 19:30`. */
export function whenWords(
  reminder: Pick<Reminder, 'rhythm' | 'on' | 'shift' | 'unless' | 'stretch'>,
  texts: Texts,
): string {
  const shift = reminder.shift === undefined ? '' : texts.shift(reminder.shift);
  return `${daysAndTimes(reminder, texts)}${shift}${texts.unless(reminder.unless ?? [])}${texts.stretch(reminder.stretch ?? {})}`;
}

function daysAndTimes({ rhythm, on }: Pick<Reminder, 'rhythm' | 'on'>, { rhythm: words, apart }: Texts): string {
  const expressions = rhythm.kind === 'cron' ? expressionsOf(rhythm) : [];
  const plain = expressions.map(plainCron).filter((each) => each !== undefined);
  // Two rules for the days are told one by one.
  if (
    plain.length === 0 ||
    plain.length < expressions.length ||
    plain.some((each) => each.on.length > 0 && on.length > 0)
  ) {
    return words(rhythm, on);
  }
  return plain.map((each) => words(each.rhythm, [...each.on, ...on])).join(apart);
}

/** The everyday kinds of cron expressions as what they say; all others stay as they were written. */
function plainCron(expression: string): { readonly rhythm: Rhythm; readonly on: readonly string[] } | undefined {
  const [, minute, hours, dayOfMonth, weekdays] = PLAIN.exec(expression.trim()) ?? [];
  if (minute === undefined || hours === undefined) return undefined;
  const times = hours.split(',').map((hour) => `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`);
  if (dayOfMonth !== undefined) {
    return { rhythm: { kind: 'monthly', days: [{ kind: 'date', day: Number(dayOfMonth) }], times }, on: [] };
  }
  const on = weekdays === undefined || weekdays === '*' ? [] : weekdaysOf(weekdays);
  return on && { rhythm: { kind: 'at', times }, on };
}

/** One minute, hours, and either a day of the month or days of the week. */
const PLAIN = /^(\d{1,2}) +(\d{1,2}(?:,\d{1,2})*) +(?:(\d{1,2}) +\* +\*|\* +\* +(\S+))$/;

const NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

function weekdaysOf(text: string): readonly string[] | undefined {
  if (/^(?:1-5|mon-fri)$/i.test(text)) return ['weekdays'];
  const days = text
    .toLowerCase()
    .split(',')
    .map((day) => NAMES[/^[0-7]$/.test(day) ? Number(day) : NAMES.indexOf(day)]);
  return days.every((day) => day !== undefined) ? days : undefined;
}
