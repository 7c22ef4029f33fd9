import type { Config, HookConfig, Person, Reminder, RobotConfig } from '../config/config.ts';
import { nearest } from '../message/nearest.ts';
import type { Calendar } from '../schedule/calendar/calendar.ts';
import { wrongUsage } from './failure.ts';
import type { Session } from './session.ts';

/** @throws {Failure} wrong usage, with the nearest known id; so do the others. */
export function reminderNamed(session: Session, { reminders }: Config, id: string): Reminder {
  return named(session, 'reminder', new Map(reminders.map((reminder) => [reminder.id, reminder])), id);
}

export function robotNamed(session: Session, { robots }: Config, name: string): RobotConfig {
  if (robots.size === 0) throw wrongUsage(session.texts.unknown.noRobots);
  return named(session, 'robot', robots, name);
}

/** By the id, or by the name by which others know them. */
export function personNamed(session: Session, { people }: Config, who: string): Person {
  return personOf(session, people, who) ?? named(session, 'person', people, who);
}

/** The same, for callers that explain an unknown word themselves; returns `undefined` for such a word. */
export function personOf({ texts }: Pick<Session, 'texts'>, people: Config['people'], who: string): Person | undefined {
  const known = people.get(who);
  if (known) return known;
  const [person, ...others] = [...people.values()].filter(({ name }) => name.normalize() === who.normalize());
  if (person && others.length > 0) {
    throw wrongUsage(texts.unknown.severalPeople(who, texts.list([person, ...others].map(({ id }) => id))));
  }
  return person;
}

export function calendarNamed(session: Session, { calendars }: Config, name: string): Calendar {
  return named(session, 'calendar', calendars, name);
}

export function hookNamed(session: Session, { hooks }: Config, name: string): HookConfig {
  return named(session, 'hook', hooks, name);
}

function named<Found>(
  { texts }: Session,
  what: 'reminder' | 'robot' | 'person' | 'calendar' | 'hook',
  known: ReadonlyMap<string, Found>,
  name: string,
): Found {
  const found = known.get(name);
  if (found !== undefined) return found;
  throw wrongUsage(texts.unknown[what](name, nearest(name, known.keys())));
}
