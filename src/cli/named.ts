import type { Config, Person, Reminder, RobotConfig } from '../config/config.ts';
import type { Calendar } from '../schedule/calendar/calendar.ts';
import { wrongUsage } from './failure.ts';
import { nearest } from '../message/nearest.ts';
import type { Session } from './session.ts';

/** @throws {Failure} wrong usage, with the nearest known id. */
export function reminderNamed(session: Session, config: Config, id: string): Reminder {
  const reminder = config.reminders.find((candidate) => candidate.id === id);
  if (reminder) return reminder;
  const ids = config.reminders.map((candidate) => candidate.id);
  throw wrongUsage(session.texts.unknown.reminder(id, nearest(id, ids)));
}

/** @throws {Failure} wrong usage, with the nearest known name. */
export function robotNamed(session: Session, config: Config, name: string): RobotConfig {
  const robot = config.robots.get(name);
  if (robot) return robot;
  if (config.robots.size === 0) throw wrongUsage(session.texts.unknown.noRobots);
  throw wrongUsage(session.texts.unknown.robot(name, nearest(name, config.robots.keys())));
}

/** @throws {Failure} wrong usage, with the nearest known id. */
export function personNamed(session: Session, config: Config, id: string): Person {
  const person = config.people.get(id);
  if (person) return person;
  throw wrongUsage(session.texts.unknown.person(id, nearest(id, config.people.keys())));
}

/** @throws {Failure} wrong usage, with the nearest known name. */
export function calendarNamed(session: Session, { calendars }: Config, name: string): Calendar {
  const calendar = calendars.get(name);
  if (calendar) return calendar;
  throw wrongUsage(session.texts.unknown.calendar(name, nearest(name, calendars.keys())));
}
