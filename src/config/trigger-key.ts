import { parseDuration } from '../schedule/duration.ts';
import type { KnownCalendar } from './resolve-calendar.ts';
import { usesCalendar } from './resolve-filter.ts';
import type { KnownPerson } from './resolve-person.ts';
import type { ReminderShape } from './shape.ts';

interface TriggerContext {
  readonly timezone: string;
  /** As written here or in the defaults. */
  readonly spread: string | undefined;
  readonly calendar: KnownCalendar;
  readonly people: ReadonlyMap<string, KnownPerson>;
}

/**
 * What was written about when, without the order of lists in which none counts, and nothing else: a reminder whose key
 * changes starts at now, and what it still owed from while the daemon was down is lost. Turns are not in it: they
 * decide about the person, never about the time.
 */
export function triggerKeyOf(shape: ReminderShape, { timezone, spread, calendar, people }: TriggerContext): string {
  const { at, cron, dayMatch, every, between, monthly, shift, yearly, since, birthdays, once } = shape;
  const { on, skip, active, advance, from } = shape;
  return JSON.stringify({
    trigger: {
      at: asSet(at, (time) => time.replace(/^(\d\d:\d\d):00$/, '$1')),
      cron: asSet(cron),
      dayMatch,
      every,
      between,
      from,
      for: shape.for,
      monthly: plainMonthly(monthly),
      short: shape.short,
      months: asSet([shape.months ?? []].flat().map(String)),
      shift,
      yearly,
      since,
      birthdays: asSet(birthdays),
      countdown: shape.countdown,
      once: asSet(once),
      born: bornOf(birthdays, people),
    },
    filter: { on: asSet(on), unless: asSet(shape.unless), skip: asSet(skip), active, advance: asSet(advance) },
    timezone,
    spread: (parseDuration(spread ?? '') ?? 0) === 0 ? undefined : spread,
    ...(usesCalendar(shape) ? { calendar: calendar.key } : {}),
  });
}

/** One way to write what may be one or several, in any order, twice or not at all. */
function asSet(
  written: string | readonly string[] | undefined,
  plain: (text: string) => string = (text) => text,
): string | readonly string[] | undefined {
  const items = [...new Set([written ?? []].flat().map(plain))].toSorted();
  return items.length > 1 ? items : items[0];
}

function plainMonthly(monthly: ReminderShape['monthly']): unknown {
  return typeof monthly === 'object' && 'lunar' in monthly ? { lunar: asSet(monthly.lunar) } : asSet(monthly);
}

/** Of those who are named. For `all`, people come and go, and nobody's pending birthday may be lost for that. */
function bornOf(birthdays: ReminderShape['birthdays'], people: TriggerContext['people']): unknown {
  const names = [birthdays ?? []].flat();
  if (names.length === 0 || names.includes('all')) return undefined;
  return [...new Set(names)].toSorted().map((id) => [id, people.get(id)?.birthday]);
}
