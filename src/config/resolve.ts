import type { ConfigData, Person } from './config.ts';
import type { CountryHolidays } from './country-holidays.ts';
import type { Merged } from './merge.ts';
import { namesOf, namesOfPeople } from './names.ts';
import type { Sections } from './read-sections.ts';
import type { Report } from './report.ts';
import { resolveCalendar } from './section-calendars.ts';
import { resolveDaemon } from './section-daemon.ts';
import { checkDefaults, type Defaults } from './section-defaults.ts';
import { resolveHook } from './section-hooks.ts';
import { resolvePerson } from './section-people.ts';
import { type ResolvedReminder, resolveReminder } from './section-reminders.ts';
import { resolveRobot } from './section-robots.ts';

export interface Resolved {
  readonly data: ConfigData;
  readonly reminders: readonly ResolvedReminder[];
}

interface ResolveContext {
  /** The folder of the files. */
  readonly directory: string;
  /** What calendars ask for beside mainland China's days off, by their codes. */
  readonly countries: ReadonlyMap<string, CountryHolidays>;
  /** Some file could not be read: a name that is not known may stand there. */
  readonly incomplete: boolean;
  /** Those that hold something. */
  readonly variables: readonly string[];
  /** How the environment says that the network is reached. */
  readonly proxy: readonly string[];
  readonly report: Report;
}

/**
 * From what people wrote to what it means. Goes on after a mistake, so that every problem is found at once; what it
 * gives is worth something only if none was reported.
 */
export function resolve(merged: Merged, sections: Sections, context: ResolveContext): Resolved {
  const { directory, countries, incomplete, variables, proxy, report } = context;
  const names = (section: 'robots' | 'people' | 'calendars') =>
    (section === 'people' ? namesOfPeople : namesOf)(
      merged.entries.get(section) ?? [],
      incomplete || merged.incomplete,
    );
  const [robotNames, peopleNames, calendarNames] = [names('robots'), names('people'), names('calendars')];
  const daemon = { ...resolveDaemon(sections.daemon[0]?.part, directory), proxy };
  const robots = sections.robots.flatMap(({ entry, part }) => resolveRobot(entry, part, robotNames, report) ?? []);
  const people = sections.people.filter(({ isWhole }) => isWhole);
  const known = new Map<string, Person>(people.map(({ entry: { key }, part }) => [key, resolvePerson(key, part)]));
  const calendars = sections.calendars.flatMap(
    ({ entry, part }) => resolveCalendar(entry, part, countries, report) ?? [],
  );
  const defaults: Defaults = sections.defaults[0]?.part ?? {};
  checkDefaults(defaults, { robots: robotNames, calendars: calendarNames }, report);
  const forReminders = {
    daemon,
    defaults,
    robots: robotNames,
    people: known,
    peopleNames,
    calendars: new Map(calendars.map((each) => [each.name, each])),
    calendarNames,
    report,
  };
  const reminders = sections.reminders
    .flatMap(({ entry, part }) => resolveReminder(entry, part, forReminders) ?? [])
    .toSorted((a, b) => (a.config.facts.id < b.config.facts.id ? -1 : 1));
  const hooks = sections.hooks.flatMap(({ entry, part }) => resolveHook(entry, part, forReminders) ?? []);
  const data = {
    directory,
    daemon,
    robots,
    people: [...known.values()],
    calendars,
    ...(defaults.calendar && { defaultCalendar: defaults.calendar.value }),
    reminders: reminders.map(({ config }) => config),
    variables,
    hooks,
  };
  return { data, reminders };
}
