import type { Config, DaemonConfig } from './config.ts';
import type { Merged, Names } from './merge.ts';
import { unknownName } from './merge.ts';
import { pathsOfEach, scalarOrNothing } from './entry-fault.ts';
import type { Report } from './report.ts';
import { defaultCalendar, resolveCalendar } from './resolve-calendar.ts';
import type { HolidayKnowledge } from './resolve-calendar.ts';
import { resolvePerson } from './resolve-person.ts';
import { resolveReminder } from './resolve-reminder.ts';
import type { ResolvedReminder } from './resolve-reminder.ts';
import { resolveRobot } from './resolve-robot.ts';
import { resolveTimezone } from './resolve-timezone.ts';
import { SHAPES } from './shape.ts';
import type { DefaultsShape } from './shape.ts';
import type { Entry } from './tree.ts';
import { validate } from './validate.ts';

export interface Resolved {
  readonly config: Omit<Config, 'warnings'>;
  readonly reminders: readonly ResolvedReminder[];
}

export interface ResolveContext {
  /** The folder of the files. */
  readonly directory: string;
  readonly daemon: DaemonConfig;
  readonly holidays: HolidayKnowledge;
  /** Some file could not be read: a name that is not known may stand there. */
  readonly incomplete: boolean;
  readonly report: Report;
}

/**
 * From what people wrote to what the daemon runs on. Goes on after a mistake, so that every problem is found at once;
 * what it gives is worth something only if none was reported.
 */
export function resolve(merged: Merged, { directory, daemon, holidays, incomplete, report }: ResolveContext): Resolved {
  const names = (entries: readonly Entry[]): Names => ({ all: entries.map(({ key }) => key), incomplete });
  const [robotNames, peopleNames, calendarNames] = [merged.robots, merged.people, merged.calendars].map(names) as [
    Names,
    Names,
    Names,
  ];
  const robots = resolveEach(merged.robots, (entry) => resolveRobot(entry, robotNames, report));
  const people = resolveEach(merged.people, (entry) => resolvePerson(entry, report));
  const calendars = resolveEach(merged.calendars, (entry) => resolveCalendar(entry, holidays, report));
  const defaults = resolveDefaults(merged.defaults, robotNames, calendarNames, report);
  const ofNoName = defaultCalendar(holidays);
  const context = {
    daemon,
    defaults,
    robots: robotNames,
    people,
    peopleNames,
    calendars,
    calendarNames,
    defaultCalendar: ofNoName,
    report,
  };
  const resolved = resolveEach(merged.reminders, (entry) => resolveReminder(entry, context));
  const reminders = [...resolved.values()].toSorted((a, b) => (a.reminder.id < b.reminder.id ? -1 : 1));
  const config = {
    directory,
    daemon,
    robots,
    people: new Map([...people].map(([id, { person }]) => [id, person])),
    calendars: new Map([...calendars].map(([name, { calendar }]) => [name, calendar])),
    defaultCalendar: (calendars.get(defaults.calendar ?? '') ?? ofNoName).calendar,
    reminders: reminders.map(({ reminder }) => reminder),
  };
  return { config, reminders };
}

function resolveEach<Value>(
  entries: readonly Entry[],
  resolveOne: (entry: Entry) => Value | undefined,
): ReadonlyMap<string, Value> {
  const resolved = new Map<string, Value>();
  for (const entry of entries) {
    const value = resolveOne(entry);
    if (value !== undefined) resolved.set(entry.key, value);
  }
  return resolved;
}

function resolveDefaults(entry: Entry | undefined, robots: Names, calendars: Names, report: Report): DefaultsShape {
  if (!entry || (entry.value.kind === 'scalar' && entry.value.text === undefined)) return {};
  const shape = validate(SHAPES.defaults, entry.value, entry.keyPlace, report);
  if (!shape) return {};
  checkNames(entry, ['robot', 'robots'], robots, 'unknown-robot', report);
  checkNames(entry, ['calendar'], calendars, 'unknown-calendar', report);
  const { timezone, ...others } = shape;
  const known = resolveTimezone(timezone, entry.value, report);
  return { ...others, ...(known === undefined ? {} : { timezone: known }) };
}

function checkNames(
  { value }: Entry,
  keys: readonly string[],
  names: Names,
  code: 'unknown-robot' | 'unknown-calendar',
  report: Report,
): void {
  for (const path of keys.flatMap((key) => pathsOfEach(value, key))) {
    const scalar = scalarOrNothing(value, path);
    const unknown = scalar && unknownName(scalar.text ?? '', scalar.place, names);
    if (unknown) report.error(scalar.place, code, unknown);
  }
}
