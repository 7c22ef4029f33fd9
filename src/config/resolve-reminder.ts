import type { MessageTemplate } from '../message/message-template.ts';
import { parseIsoDate } from '../schedule/civil.ts';
import { parseDuration } from '../schedule/duration.ts';
import { HOUR, MINUTE } from '../schedule/instant.ts';
import { formatLunarMonthDay } from '../schedule/lunar/format-lunar-date.ts';
import { toLunarDate } from '../schedule/lunar/lunar-date.ts';
import { parseNotice } from '../schedule/notice.ts';
import type { Notice } from '../schedule/notice.ts';
import type { Occurrence } from '../schedule/occurrence.ts';
import { withRotation } from '../schedule/rotation.ts';
import { spreadOffset } from '../schedule/spread.ts';
import { spreadTimetable } from '../schedule/spread-timetable.ts';
import { createTimetable } from '../schedule/timetable.ts';
import type { TimetableOptions } from '../schedule/timetable.ts';
import { zone } from '../schedule/zone.ts';
import type { DaemonConfig, Reminder, RenderContext } from './config.ts';
import { hasMisspelt, pathsOfEach, scalarAt, scalarOrNothing } from './entry-fault.ts';
import { unknownName } from './merge.ts';
import type { Names } from './merge.ts';
import type { Report } from './report.ts';
import type { KnownCalendar } from './resolve-calendar.ts';
import { resolveFilter, usesCalendar } from './resolve-filter.ts';
import { messageOf, resolveMessage } from './resolve-message.ts';
import type { MessageKey, ResolvedMessage } from './resolve-message.ts';
import type { KnownPerson } from './resolve-person.ts';
import { countsWorkdays, resolveRotation } from './resolve-rotation.ts';
import { checkShift, withShift } from './resolve-shift.ts';
import { resolveTimezone } from './resolve-timezone.ts';
import { resolveTrigger, triggerOf } from './resolve-trigger.ts';
import type { ResolvedTrigger, TriggerKey } from './resolve-trigger.ts';
import { SHAPES } from './shape.ts';
import type { DefaultsShape, ReminderShape } from './shape.ts';
import { positionAt } from './source.ts';
import type { Entry } from './tree.ts';
import { entryOf } from './tree.ts';
import { triggerKeyOf } from './trigger-key.ts';
import { soundPart, validate } from './validate.ts';

/** Everything that reminders refer to, whatever is wrong with it. */
export interface ReminderContext {
  readonly daemon: DaemonConfig;
  readonly defaults: DefaultsShape;
  readonly robots: Names;
  readonly people: ReadonlyMap<string, KnownPerson>;
  readonly peopleNames: Names;
  readonly calendars: ReadonlyMap<string, KnownCalendar>;
  readonly calendarNames: Names;
  /** For reminders that name none. */
  readonly defaultCalendar: KnownCalendar;
  readonly report: Report;
}

/** A reminder, and what warnings are made of. */
export interface ResolvedReminder {
  readonly reminder: Reminder;
  readonly entry: Entry;
  readonly shape: ReminderShape;
  /** Which message it sends, under the key of that name. */
  readonly kind: MessageKey;
  readonly template: MessageTemplate;
  /** What its occurrences are found by: its timetable, before turns and spreading. */
  readonly options: TimetableOptions;
  /** The calendar that decides about its days, if one does. */
  readonly calendar?: KnownCalendar;
}

/** One entry of `reminders:`; `undefined` when something in it is wrong. */
export function resolveReminder(entry: Entry, context: ReminderContext): ResolvedReminder | undefined {
  const { report, daemon, defaults } = context;
  const kind = triggerOf(entry, report);
  const messageKind = messageOf(entry, report);
  const robots = robotsOf(entry, context);
  const shape = validate(SHAPES.reminder, entry.value, entry.keyPlace, report);
  if (!shape) {
    lookAtTheRest(entry, kind, messageKind, context);
    return undefined;
  }
  const timezone = resolveTimezone(shape.timezone, entry.value, report) ?? defaults.timezone ?? daemon.timezone;
  const known = calendarOf(shape, entry, context);
  const filter = resolveFilter(shape, entry.value, known.calendar, report);
  const trigger = kind && resolveTrigger(kind, shape, entry, { ...context, calendar: known.calendar });
  const message = messageKind && resolveMessage(messageKind, shape, entry, context);
  const turns = resolveRotation(shape, entry, known.calendar, context);
  if (!trigger || !messageKind || !message || !robots) return undefined;

  const advance = advanceOf(shape);
  checkShift(trigger.kind, shape, entry, report);
  const options = {
    ...withShift(trigger.kind, shape, { sources: trigger.sources, filter }, known.calendar),
    zone: zone(timezone),
    ...(advance ? { advance, isWorkday: known.calendar.isWorkday } : {}),
  };
  const { spread = defaults.spread } = shape;
  const spreadMs = parseDuration(spread ?? '') ?? 0;
  const timetable = spreadTimetable(createTimetable(options), spreadOffset(entry.key, spreadMs), options.zone);
  const { line } = positionAt(entry.keyPlace.source, entry.keyPlace.start);
  const reminder: Reminder = {
    id: entry.key,
    ...(shape.description === undefined ? {} : { description: shape.description }),
    tags: [shape.tags ?? []].flat(),
    robots,
    timezone,
    timetable: turns ? withRotation(timetable, turns) : timetable,
    triggerKey: triggerKeyOf(shape, { timezone, spread, calendar: known, people: context.people }),
    when: whenOf(shape, trigger),
    rhythm: trigger.rhythm,
    on: [shape.on ?? []].flat(),
    ...(shape.shift !== undefined && trigger.kind !== 'monthly' && { shift: shape.shift }),
    ...(shape.unless !== undefined && { unless: [shape.unless].flat() }),
    lateMs: lateOf(shape, trigger, defaults),
    catchUp: shape.catchUp ?? defaults.catchUp ?? 'latest',
    priority: shape.priority ?? 0,
    paused: shape.paused ?? false,
    coalesce: shape.coalesce ?? defaults.coalesce ?? true,
    render: rendererOf(entry.key, shape, timezone, message, known, context),
    source: { file: entry.keyPlace.source.file, line },
  };
  const asksCalendar = usesCalendar(shape) || countsWorkdays(shape);
  return {
    reminder,
    entry,
    shape,
    kind: messageKind,
    template: message.template,
    options,
    ...(asksCalendar ? { calendar: known } : {}),
  };
}

/** What else is wrong with a reminder, some of whose keys are: those that are not can be read. */
function lookAtTheRest(
  entry: Entry,
  kind: TriggerKey | undefined,
  messageKind: MessageKey | undefined,
  context: ReminderContext,
): void {
  const { report } = context;
  const part = soundPart(SHAPES.reminder, entry);
  const shape = part && validate(SHAPES.reminder, part.value, part.keyPlace, report);
  if (!shape || entry.value.kind !== 'map' || part.value.kind !== 'map') return;
  // That there is one counts, whether or not it can be read: `mention: person` asks for it.
  const { entries } = entry.value;
  const kept = new Set(part.value.entries);
  const value = {
    ...part.value,
    entries: entries.filter((each) => kept.has(each) || each.key === 'rotate' || each.key === 'birthdays'),
  };
  const rest = { ...entry, value };
  const has = (key: string): boolean => entryOf(part.value, key) !== undefined;
  resolveTimezone(shape.timezone, value, report);
  const { calendar } = calendarOf(shape, rest, context);
  resolveFilter(shape, value, calendar, report);
  if (kind && has(kind)) resolveTrigger(kind, shape, rest, { ...context, calendar });
  if (messageKind && has(messageKind)) resolveMessage(messageKind, shape, rest, context);
  resolveRotation(shape, rest, calendar, context);
}

/** Where it goes: its own `robot` or `robots`, else the defaults'. References are checked even if its shape is wrong. */
function robotsOf({ key, keyPlace, value }: Entry, context: ReminderContext): readonly string[] | undefined {
  const { report, defaults, robots } = context;
  const both = entryOf(value, 'robot') && entryOf(value, 'robots');
  if (both) report.error(both.keyPlace, 'keys-exclude', { key: 'robot', other: 'robots' });
  const paths = [...pathsOfEach(value, 'robot'), ...pathsOfEach(value, 'robots')];
  if (paths.length === 0) {
    const inherited = [defaults.robots ?? defaults.robot ?? []].flat();
    if (inherited.length > 0) return inherited;
    const isTold = value.kind !== 'map' || hasMisspelt(value, ['robot', 'robots']);
    if (!robots.incomplete && !isTold) report.error(keyPlace, 'no-robot', { reminder: key, known: robots.all });
    return undefined;
  }
  const names = paths.flatMap((path) => robotAt({ value }, path, context));
  return names.length === 0 ? undefined : [...new Set(names)];
}

function robotAt({ value }: Pick<Entry, 'value'>, path: readonly PropertyKey[], { robots, report }: ReminderContext) {
  const scalar = scalarOrNothing(value, path);
  if (scalar?.text === undefined) return [];
  const unknown = unknownName(scalar.text, scalar.place, robots);
  if (unknown) report.error(scalar.place, 'unknown-robot', unknown);
  return [scalar.text];
}

function calendarOf(shape: ReminderShape, { value }: Entry, context: ReminderContext): KnownCalendar {
  const { calendars, calendarNames, defaultCalendar, defaults, report } = context;
  const name = shape.calendar ?? defaults.calendar;
  if (name === undefined) return defaultCalendar;
  if (shape.calendar !== undefined) {
    const { place } = scalarAt(value, ['calendar']);
    const unknown = unknownName(name, place, calendarNames);
    if (unknown) report.error(place, 'unknown-calendar', unknown);
  }
  return calendars.get(name) ?? defaultCalendar;
}

function advanceOf({ advance }: ReminderShape): readonly Notice[] | undefined {
  if (advance === undefined || advance.length === 0) return undefined;
  // The shape has let durations only through.
  return [...new Set([advance].flat())].map(parseNotice).filter((notice) => notice !== undefined);
}

const DAILY: ReadonlySet<string> = new Set(['at', 'cron', 'every']);

function lateOf(shape: ReminderShape, { kind, rhythm }: ResolvedTrigger, defaults: DefaultsShape): number {
  const usual = DAILY.has(kind) && rhythm.kind !== 'interval' ? 15 * MINUTE : 12 * HOUR;
  return parseDuration(shape.late ?? defaults.late ?? '') ?? usual;
}

function whenOf({ on, unless }: ReminderShape, { when }: ResolvedTrigger): string {
  const only = on === undefined ? when : `${when} ${[on].flat().join(', ')}`;
  return unless === undefined ? only : `${only} unless ${[unless].flat().join(', ')}`;
}

function rendererOf(
  id: string,
  { description, tags = [] }: ReminderShape,
  timezone: string,
  { template, mentionsOf }: ResolvedMessage,
  { calendar }: KnownCalendar,
  { daemon: { locale }, people }: ReminderContext,
): Reminder['render'] {
  const reminder = { id, description, tags: [tags].flat() };
  return (occurrence: Occurrence, { lateMinutes, away = NOBODY }: RenderContext) => {
    const { at, date, daysLeft, daysSince, event, years, note } = occurrence;
    const person = occurrence.person === undefined ? undefined : people.get(occurrence.person)?.person;
    const day = parseIsoDate(date);
    const lunar = day === undefined ? undefined : toLunarDate(day);
    const verdict = day === undefined ? undefined : calendar.verdict(day);
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
        person,
        lateMinutes,
        note,
        reminder,
        lunar: lunar ? formatLunarMonthDay(lunar) : '',
        holiday: verdict?.kind === 'holiday' ? verdict.name : undefined,
      },
      mentionsOf?.(occurrence.person, away),
    );
  };
}

const NOBODY: ReadonlySet<string> = new Set();
