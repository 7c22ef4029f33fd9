import type { Person } from './config.ts';

/** Triggers of days that people have, and the key of `people:` that says which. */
export const DAYS_OF_PEOPLE = { birthdays: 'birthday', anniversaries: 'joined' } as const;

export type KeyOfPeople = keyof typeof DAYS_OF_PEOPLE;
export type DayOfPerson = (typeof DAYS_OF_PEOPLE)[KeyOfPeople] & keyof Person;
export const KEYS_OF_PEOPLE = Object.keys(DAYS_OF_PEOPLE) as readonly KeyOfPeople[];
