import type { Config, Person, Reminder, RobotConfig } from '../config/config.ts';
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

export function personNamed(session: Session, { people }: Config, id: string): Person {
  return named(session, 'person', people, id);
}

export function calendarNamed(session: Session, { calendars }: Config, name: string): Calendar {
  return named(session, 'calendar', calendars, name);
}

function named<Found>(
  { texts }: Session,
  what: 'reminder' | 'robot' | 'person' | 'calendar',
  known: ReadonlyMap<string, Found>,
  name: string,
): Found {
  const found = known.get(name);
  if (found !== undefined) return found;
  throw wrongUsage(texts.unknown[what](name, nearest(name, known.keys())));
}
