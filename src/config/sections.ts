import type { Section } from './decode/section.ts';
import { calendarsSection } from './section-calendars.ts';
import { daemonSection } from './section-daemon.ts';
import { defaultsSection } from './section-defaults.ts';
import { hooksSection } from './section-hooks.ts';
import { peopleSection } from './section-people.ts';
import { remindersSection } from './section-reminders.ts';
import { robotsSection } from './section-robots.ts';

/** The parts of a file. All that is said of a part stands in its module. */
export const SECTIONS = {
  daemon: daemonSection,
  robots: robotsSection,
  people: peopleSection,
  calendars: calendarsSection,
  defaults: defaultsSection,
  reminders: remindersSection,
  hooks: hooksSection,
} as const satisfies Readonly<Record<string, Section>>;

export type SectionName = keyof typeof SECTIONS;

export const SECTION_NAMES = Object.keys(SECTIONS) as readonly SectionName[];

/** Whether some group anywhere has a key of that name. */
export function isKnownKey(key: string): boolean {
  return Object.values(SECTIONS).some(({ entry }) => Object.hasOwn(entry.fields, key));
}
