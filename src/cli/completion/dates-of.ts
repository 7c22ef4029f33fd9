import type { Config } from '../../config/config.ts';
import { localText } from '../../daemon/skip-one.ts';
import { nextDates } from '../../daemon/told-dates.ts';
import type { Line } from './values.ts';

/** So many are offered. */
const MOST = 10;
const ISO_DATE = 'yyyy-mm-dd'.length;

/** The dates on which the reminder that stands before says something; for `skip` its times: it may say several in a day. */
export function datesOf({ reminders }: Config, { command, operands, now }: Line): readonly string[] {
  const words = ['today', 'tomorrow'];
  const reminder = reminders.find(({ id }) => id === operands[0]);
  if (!reminder) return words;
  const { timetable, timezone } = reminder;
  if (command !== 'skip') {
    return [...words, ...nextDates(reminder, localText(now, timezone).slice(0, ISO_DATE), now, MOST)];
  }
  const times = new Set<string>();
  for (let due = timetable.next(now); due && times.size < MOST; due = timetable.next(due.at)) {
    times.add(localText(due.at, timezone));
  }
  return [...words, ...times];
}
