import { createCalendar, type Calendar } from '../schedule/calendar/calendar.ts';
import type { MessageTemplate } from '../message/message-template.ts';
import { week, type Week } from '../schedule/calendar/week.ts';
import type { CalendarConfig, Config, ConfigData } from './config.ts';
import type { HolidayKnowledge } from './holiday-knowledge.ts';
import { runQuiet } from './quiet.ts';
import { runReminder, type World } from './run-reminder.ts';

/**
 * Makes what runs from what was read: calendars, timetables, renderers.
 *
 * @param templates of messages that are compiled already, by the ids of their reminders
 */
export function runConfig(
  data: ConfigData,
  holidays: HolidayKnowledge,
  templates: ReadonlyMap<string, MessageTemplate> = new Map(),
): Omit<Config, 'warnings'> {
  const calendars = new Map(data.calendars.map((each) => [each.name, calendarOf(each, holidays)]));
  const running = {
    directory: data.directory,
    daemon: data.daemon,
    robots: new Map(data.robots.map((robot) => [robot.name, robot])),
    people: new Map(data.people.map((person) => [person.id, person])),
    calendars,
    defaultCalendar: calendars.get(data.defaultCalendar ?? '') ?? calendarOf(undefined, holidays),
  };
  const world = worldOf(running);
  return {
    ...running,
    variables: data.variables,
    hooks: new Map(data.hooks.map((hook) => [hook.name, hook])),
    reminders: data.reminders.map((each) => runReminder(each, world, templates.get(each.facts.id))),
  };
}

type Made = Pick<Config, 'daemon' | 'robots' | 'people' | 'calendars' | 'defaultCalendar'>;

/** What reminders look at when they run. */
export function worldOf({ daemon, robots, people, calendars, defaultCalendar }: Made): World {
  const within = { timezone: daemon.timezone, calendar: defaultCalendar };
  const quiets = new Map([...robots].flatMap(([name, { quiet }]) => (quiet ? [[name, runQuiet(quiet, within)]] : [])));
  return {
    locale: daemon.locale,
    people,
    calendar: (name) => calendars.get(name ?? '') ?? defaultCalendar,
    quietOf: (robot) => quiets.get(robot),
  };
}

function calendarOf(written: CalendarConfig | undefined, { downloaded, countries }: HolidayKnowledge): Calendar {
  const found = written && countries.get(written.country);
  const country = found?.kind === 'holidays' ? found : undefined;
  const { off = [], work = [], unknownYear } = written ?? {};
  const ofWeek = weekOf(written, country?.workdays);
  return createCalendar({
    ...(country ? { source: country.source } : downloaded && { downloaded }),
    ...(ofWeek && { week: ofWeek }),
    off,
    work,
    ...(unknownYear !== undefined && { unknownYear }),
  });
}

/** `undefined` where neither the calendar nor its country says anything. */
function weekOf(written: CalendarConfig | undefined, byCountry: ReadonlySet<number> | undefined): Week | undefined {
  const { week: named, alternate } = written ?? {};
  if (!named && !alternate && !byCountry) return undefined;
  return week(named ? new Set(named) : (byCountry ?? MONDAY_TO_FRIDAY), alternate);
}

const MONDAY_TO_FRIDAY: ReadonlySet<number> = new Set([1, 2, 3, 4, 5]);
