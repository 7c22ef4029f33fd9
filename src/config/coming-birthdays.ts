import type { ComingBirthday } from '../message/values.ts';
import { birthdayRule } from '../schedule/birthday.ts';
import { parseIsoDate, toIsoDate } from '../schedule/civil.ts';
import type { IsoDate } from '../schedule/occurrence.ts';
import type { Person } from './config.ts';

/** Days, the first one with them. */
const WINDOW = 7;

/** Whose birthday is in the seven days that begin with `date`, the soonest first. */
export function comingBirthdays(date: IsoDate, people: ReadonlyMap<string, Person>): readonly ComingBirthday[] {
  const first = parseIsoDate(date);
  if (first === undefined) return [];
  const found = [...people.values()].flatMap(({ id, name, mobile, userId, birthday }) => {
    const rule = birthday && birthdayRule(birthday.day);
    const day = rule?.next(first);
    if (day === undefined || day >= first + WINDOW) return [];
    return { id, name, mobile, userId, date: toIsoDate(day), daysLeft: day - first, years: rule?.facts?.(day)?.years };
  });
  return found.toSorted((a, b) => a.daysLeft - b.daysLeft);
}
