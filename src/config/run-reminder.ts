import { wordsIn } from '../message/language.ts';
import type { Mentions } from '../message/message.ts';
import type { TemplatePerson } from '../message/values.ts';
import { compileMessage, type MessageTemplate } from '../message/message-template.ts';
import { maySayNothing } from '../message/says-nothing.ts';
import { type Calendar, LAST_JUDGED_DAY } from '../schedule/calendar/calendar.ts';
import { type DayNumber, parseIsoDate } from '../schedule/civil.ts';
import { formatLunarMonthDay } from '../schedule/lunar/format-lunar-date.ts';
import { toLunarDate } from '../schedule/lunar/lunar-date.ts';
import { type Quiet, quietUntil } from '../schedule/quiet.ts';
import { type Occurrence, teamOf, type Timetable } from '../schedule/occurrence.ts';
import { isByDate, rotation, type Turns, withRotation } from '../schedule/rotation.ts';
import { rosterOf } from '../schedule/roster-start.ts';
import { hash, spreadOffset } from '../schedule/spread.ts';
import { spreadDaily } from '../schedule/spread-daily.ts';
import { spreadTimetable } from '../schedule/spread-timetable.ts';
import { createTimetable, type TimetableOptions } from '../schedule/timetable.ts';
import { turnsByTime } from '../schedule/turns-by-time.ts';
import { turnCounter } from '../schedule/turn-counter.ts';
import { type Zone, zone } from '../schedule/zone.ts';
import { countsWorkdays, usesCalendar } from './asks-calendar.ts';
import { comingBirthdays } from './coming-birthdays.ts';
import type { DaemonConfig, Person, Reminder, ReminderConfig } from './config.ts';
import { runQuiet } from './quiet.ts';
import { runFilter } from './run-filter.ts';
import { mentionsOf } from './run-mentions.ts';
import { withShift } from './run-shift.ts';
import { sourcesOf } from './run-trigger.ts';

/** What reminders look at when they run. */
export interface World {
  readonly locale: DaemonConfig['locale'];
  readonly people: ReadonlyMap<string, Person>;
  /** Mainland China's for no name. */
  readonly calendar: (name: string | undefined) => Calendar;
  /** The quiet hours of a robot, by its name. */
  readonly quietOf: (robot: string) => Quiet | undefined;
}

/** @param template Default: compiled at the first message. */
export function runReminder(config: ReminderConfig, world: World, template?: MessageTemplate): Reminder {
  const options = timetableOptionsOf(config, world);
  const turns = turnsOf(config, options, world);
  const plain = createTimetable(options);
  const roster = config.rotation && rosterOf(config.rotation);
  const timetable = spreadOver(turns ? withRotation(plain, turns) : plain, config, options.zone);
  return {
    ...config.facts,
    timetable,
    ...(roster !== undefined && { roster }),
    ...quietOf(config, world),
    mayBeSilent: maySayNothing(config.message),
    render: rendererOf(config, world, { template: template ?? compiled(config), turnOf: turnOf(config, timetable) }),
  };
}

/** By its own hours it is quiet whatever robot tells it. */
function quietOf({ facts, calendar }: ReminderConfig, world: World): Pick<Reminder, 'quietUntil'> {
  const { quiet, timezone } = facts;
  if (quiet === undefined || quiet === 'off') return {};
  const own = quiet === 'robot' ? undefined : runQuiet(quiet, { timezone, calendar: world.calendar(calendar) });
  return {
    quietUntil(at, robot) {
      const hours = own ?? world.quietOf(robot);
      return hours && quietUntil(hours, at);
    },
  };
}

function turnsOf(config: ReminderConfig, options: TimetableOptions, world: World): Turns | undefined {
  const { rotation: text, calendar } = config;
  if (!text) return undefined;
  if (isByDate(text)) return rotation(text, world.calendar(calendar).isWorkday);
  const { advance: _advance, ...meetings } = options;
  return turnsByTime(text, createTimetable(meetings), options.zone);
}

function spreadOver(timetable: Timetable, { facts: { id }, spread }: ReminderConfig, zone: Zone): Timetable {
  if (!spread) return timetable;
  const { windowMs, each } = spread;
  return each
    ? spreadDaily(timetable, id, windowMs, zone)
    : spreadTimetable(timetable, spreadOffset(id, windowMs), zone);
}

/** What its occurrences are found by: its timetable, before turns and spreading. */
export function timetableOptionsOf(config: ReminderConfig, world: World): TimetableOptions {
  const calendar = world.calendar(config.calendar);
  const sources = sourcesOf(config.facts.rhythm, calendar, world.people);
  return {
    ...withShift(config, { sources, filter: runFilter(judged(config), calendar) }, calendar),
    zone: zone(config.facts.timezone),
    ...(config.advance.length > 0 && { advance: config.advance, isWorkday: calendar.isWorkday }),
  };
}

/** Which days are workdays is known for so long: what asks for them ends then, instead of inventing them. */
function judged(config: ReminderConfig): ReminderConfig['filter'] {
  const { filter } = config;
  if (!usesCalendar(config) && !countsWorkdays(config)) return filter;
  const until = Math.min(filter.active?.until ?? LAST_JUDGED_DAY, LAST_JUDGED_DAY) as DayNumber;
  return { ...filter, active: { ...filter.active, until } };
}

function compiled({ message }: ReminderConfig): MessageTemplate {
  const result = compileMessage(message);
  if (result.kind === 'template') return result.template;
  throw new TypeError('a message that was checked when it was read');
}

type TurnOf = (occurrence: Occurrence) => number;

/** Which of several texts an occurrence has. */
function turnOf({ message, pick, facts }: ReminderConfig, timetable: Timetable): TurnOf {
  if (message.kind !== 'text' || typeof message.text === 'string') return () => 0;
  if (pick === 'random') {
    return ({ at, date, person = '', notice = '' }) => hash([facts.id, at, date, person, notice].join('\n'));
  }
  const count = turnCounter(timetable, zone(facts.timezone));
  return ({ at }) => count(at);
}

function rendererOf(
  config: ReminderConfig,
  world: World,
  { template, turnOf }: { readonly template: MessageTemplate; readonly turnOf: TurnOf },
): Reminder['render'] {
  const { mentions } = config;
  const { id, description, tags, timezone } = config.facts;
  const { locale, people } = world;
  const calendar = world.calendar(config.calendar);
  const reminder = { id, description, tags };
  return (occurrence, { lateMinutes, away = NOBODY }) => {
    const { at, date, daysLeft, daysSince, event, years, note } = occurrence;
    const team = teamOf(occurrence).flatMap((each) => people.get(each) ?? []);
    const day = parseIsoDate(date);
    const lunar = day === undefined ? undefined : toLunarDate(day);
    const verdict = day === undefined ? undefined : calendar.verdict(day);
    const holiday = verdict?.kind === 'holiday' ? verdict.name : undefined;
    const called: Mentions | undefined =
      mentions.length === 0
        ? undefined
        : mentionsOf(mentions, { about: team, away, people, kind: config.message.kind });
    return template.render(
      {
        at,
        timezone,
        locale,
        date,
        daysLeft,
        daysSince,
        event,
        years,
        person: asOne(team, locale),
        next: asOne(occurrence.next?.flatMap((each) => people.get(each) ?? []) ?? [], locale),
        comingBirthdays: template.uses.has('coming_birthdays') ? comingBirthdays(date, people) : undefined,
        lateMinutes,
        turn: turnOf(occurrence),
        note: note && wordsIn(locale, note),
        reminder,
        lunar: lunar ? formatLunarMonthDay(lunar) : '',
        holiday,
      },
      called,
    );
  };
}

/** Those whom it is about, as a text speaks of them: `小明、丽丽`. */
function asOne(team: readonly Person[], locale: World['locale']): TemplatePerson | undefined {
  if (team.length === 0) return undefined;
  const together = (key: 'id' | 'name' | 'mobile' | 'userId'): string | undefined =>
    team.flatMap((person) => person[key] ?? []).join(locale === 'en' ? ', ' : '、') || undefined;
  return {
    id: together('id') ?? '',
    name: together('name') ?? '',
    mobile: together('mobile'),
    userId: together('userId'),
  };
}

const NOBODY: ReadonlySet<string> = new Set();
