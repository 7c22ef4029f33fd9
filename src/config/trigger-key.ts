import type { Person } from './config.ts';
import { yearlyGroup } from './trigger-yearly.ts';
import { treeOf } from './decode/group.ts';
import { DAYS_OF_PEOPLE, KEYS_OF_PEOPLE } from './days-of-people.ts';
import type { ReminderPart } from './section-reminders.ts';
import { entryOf, inOrder, toData } from './tree.ts';

interface TriggerContext {
  readonly timezone: string;
  /** As written here or in the defaults. */
  readonly spread: string | undefined;
  /** Everything that was written about the calendar, where one decides about its days. */
  readonly calendar?: string;
  readonly people: ReadonlyMap<string, Person>;
}

/**
 * What was written about when, without the order of lists in which none counts, and nothing else: a reminder whose key
 * changes starts at now, and what it still owed from while the daemon was down is lost. Turns are not in it: they
 * decide about the person, never about the time.
 */
export function triggerKeyOf(part: ReminderPart, { timezone, spread, calendar, people }: TriggerContext): string {
  const tree = treeOf(part);
  const as = (key: string): unknown => {
    const entry = entryOf(tree, key);
    return entry && toData(entry.value);
  };
  const set = (key: string): unknown => asSet(as(key));
  return JSON.stringify({
    trigger: {
      at: asSet(as('at'), (time) => time.replace(/^(\d\d:\d\d):00$/, '$1')),
      cron: set('cron'),
      dayMatch: as('dayMatch'),
      every: as('every'),
      between: as('between'),
      from: as('from'),
      for: as('for'),
      monthly: plainMonthly(as('monthly')),
      short: as('short'),
      months: asSet(part.months?.map(({ value }) => String(value))),
      shift: as('shift'),
      yearly: inOrder(as('yearly'), Object.keys(yearlyGroup.fields)),
      since: as('since'),
      birthdays: set('birthdays'),
      anniversaries: set('anniversaries'),
      countdown: as('countdown'),
      once: set('once'),
      born: bornOf(part, people),
    },
    filter: {
      on: set('on'),
      unless: set('unless'),
      skip: set('skip'),
      active: inOrder(as('active'), ['from', 'until']),
      advance: set('advance'),
    },
    timezone,
    spread,
    calendar,
  });
}

/** One way to write what may be one or several, in any order, twice or not at all. */
function asSet(written: unknown, plain: (text: string) => string = (text) => text): unknown {
  if (written === undefined) return undefined;
  const items = [...new Set([written ?? []].flat().map(asText).map(plain))].toSorted();
  return items.length > 1 ? items : items[0];
}

/** What is no text is a mistake, told elsewhere: the key of what never runs. */
function asText(item: unknown): string {
  return typeof item === 'string' ? item : JSON.stringify(item);
}

function plainMonthly(written: unknown): unknown {
  return isLunar(written) ? { lunar: asSet(written.lunar) } : asSet(written);
}

function isLunar(written: unknown): written is { readonly lunar: unknown } {
  return typeof written === 'object' && written !== null && 'lunar' in written;
}

/** Of those who are named. For `all`, people come and go, and nobody's pending birthday may be lost for that. */
function bornOf(part: ReminderPart, people: TriggerContext['people']): unknown {
  const found = KEYS_OF_PEOPLE.flatMap((key) => {
    const names = (part[key] ?? []).map(({ value }) => value);
    if (names.length === 0 || names.includes('all')) return [];
    return [...new Set(names)].toSorted().map((id) => [id, people.get(id)?.[DAYS_OF_PEOPLE[key]]?.day]);
  });
  return found.length === 0 ? undefined : found;
}
