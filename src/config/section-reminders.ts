import type { MessageSource, MessageTemplate } from '../message/message-template.ts';
import { HOUR, MINUTE } from '../schedule/instant.ts';
import { type Notice, parseNotice } from '../schedule/notice.ts';
import type { CalendarConfig, DaemonConfig, Person, ReminderConfig } from './config.ts';
import { noneOrMore } from './decode/collections.ts';
import { textOf } from './decode/decoder.ts';
import { field, type Fields, group, type Part } from './decode/group.ts';
import { boolean, integer, patternSchema, scalar, TEXT_OR_NUMBER, words } from './decode/scalars.ts';
import { named } from './decode/section.ts';
import { stretchOf } from './active.ts';
import { usesCalendar } from './asks-calendar.ts';
import { FILTER_FIELDS, resolveFilter } from './filter.ts';
import { hasMisspelt, lastKeyPlace } from './keys.ts';
import { MENTION, resolveMentions } from './mention.ts';
import { MESSAGE_FIELDS, resolveMessage } from './message-fields.ts';
import { checkName, type Names } from './names.ts';
import { vouched } from './printable.ts';
import type { Report } from './report.ts';
import type { Rhythm } from './rhythm.ts';
import { reminderQuiet } from './quiet.ts';
import { resolveRotation, ROTATE } from './rotation.ts';
import { robotsOf } from './robots-of.ts';
import { type Defaults, SHARED } from './section-defaults.ts';
import { positionAt } from './source.ts';
import { spreadOf, spreadText } from './spread.ts';
import { type Entry, entryOf } from './tree.ts';
import { resolveTrigger, TRIGGER_FIELDS, triggerOf } from './trigger.ts';
import { triggerKeyOf } from './trigger-key.ts';

const ADVANCE = /^(?:\d{1,8}[smhd]|[1-9]\d{0,2} *workdays?)$/;
const notice = scalar('advance', patternSchema(ADVANCE), parseNotice);

const reminder = group('reminder', {
  ...TRIGGER_FIELDS,
  ...MESSAGE_FIELDS,
  ...FILTER_FIELDS,
  paused: field(boolean, '暂停 · paused'),
  advance: field(noneOrMore(notice, 'advance'), '提前多久，[7d, 1d, 0d] 或 2 workdays · how long before'),
  calendar: SHARED.calendar,
  mention: MENTION,
  robot: SHARED.robot,
  robots: SHARED.robots,
  timezone: SHARED.timezone,
  late: SHARED.late,
  catchUp: SHARED.catchUp,
  coalesce: SHARED.coalesce,
  spread: SHARED.spread,
  quiet: field(
    reminderQuiet,
    '什么时候不打扰，到时间的留到结束再发：{ between: "22:00-08:30" }；robot 按机器人的 · quiet hours that hold it: its own, or robot: those of its robots',
  ),
  rotate: ROTATE,
  priority: field(integer('integer', -1_000, 1_000), '同一时刻大的先发 · higher goes first at one instant'),
  description: field(words('words', TEXT_OR_NUMBER), '说明 · description'),
  tags: field(noneOrMore(words('tags', TEXT_OR_NUMBER), 'tags'), '标签 · tags'),
});

export const remindersSection = named('reminders', reminder, '提醒 · reminders');

const FIELDS: Fields = reminder.fields;
const MESSAGES = ['text', 'markdown', 'link', 'actionCard', 'feedCard'] as const;

export type ReminderPart = Part<(typeof reminder)['fields']>;

/** Everything that reminders refer to, whatever is wrong with it. */
export interface ReminderContext {
  readonly daemon: DaemonConfig;
  readonly defaults: Defaults;
  readonly robots: Names;
  /** Those with whom nothing is wrong. */
  readonly people: ReadonlyMap<string, Person>;
  readonly peopleNames: Names;
  readonly calendars: ReadonlyMap<string, CalendarConfig>;
  readonly calendarNames: Names;
  readonly report: Report;
}

/** A reminder, and what warnings are made of. */
export interface ResolvedReminder {
  readonly config: ReminderConfig;
  readonly entry: Entry;
  readonly part: ReminderPart;
  readonly template: MessageTemplate;
}

/** One entry of `reminders:`; `undefined` when something in it is wrong. */
export function resolveReminder(
  entry: Entry,
  part: ReminderPart,
  context: ReminderContext,
): ResolvedReminder | undefined {
  const { report, daemon, defaults } = context;
  const kind = triggerOf(entry, FIELDS, report);
  const messageKind = messageOf(entry, report);
  const robots = robotsOf(entry, part, FIELDS, context);
  const calendar = calendarOf(part, context);
  const filter = resolveFilter(part);
  const found = kind && resolveTrigger(kind, part, context);
  const called = messageKind && resolveMentions(messageKind, part, context);
  const message = messageKind && resolveMessage(messageKind, part, report);
  const turns = resolveRotation(part, context);
  if (!found || !message || !robots) return undefined;

  const timezone = (part.timezone ?? defaults.timezone)?.value ?? daemon.timezone;
  const writtenSpread = part.spread ?? defaults.spread;
  const spread = spreadOf(writtenSpread);
  const { rhythm } = found;
  const advance = noticesOf(part);
  // That of `monthly` is part of its rhythm.
  const shift = part.shift && kind !== 'monthly' ? { shift: part.shift.value } : {};
  const isAsked = usesCalendar({ filter, advance, facts: { rhythm, ...shift } });
  const [on, unless] = [part.on?.map(textOf) ?? [], part.unless?.map(textOf)];
  const config: ReminderConfig = {
    facts: {
      ...factsOf(entry, part, defaults),
      robots,
      timezone,
      triggerKey: triggerKeyOf(part, {
        timezone,
        spread: spreadText(writtenSpread),
        people: context.people,
        ...(isAsked && { calendar: calendar?.key ?? '' }),
      }),
      when: [
        found.text,
        ...(on.length === 0 ? [] : [on.join(', ')]),
        ...(unless ? [`unless ${unless.join(', ')}`] : []),
      ].join(' '),
      rhythm,
      on,
      ...shift,
      ...(unless && { unless }),
      lateMs: (part.late ?? defaults.late)?.value ?? (FREQUENT.has(rhythm.kind) ? 15 * MINUTE : 12 * HOUR),
    },
    filter,
    advance,
    ...(spread && { spread }),
    ...(turns && { rotation: turns }),
    ...(calendar && { calendar: calendar.name }),
    message: message.source,
    ...(part.pick && { pick: part.pick.value }),
    mentions: called ?? [],
  };
  return { config, entry, part, template: message.template };
}

function factsOf({ key, keyPlace: { source, start } }: Entry, part: ReminderPart, defaults: Defaults) {
  const stretch = stretchOf(part.active ?? {});
  return {
    id: key,
    ...(part.description && { description: part.description.value }),
    ...(stretch && { stretch }),
    tags: (part.tags ?? []).map(({ value }) => value),
    catchUp: (part.catchUp ?? defaults.catchUp)?.value ?? 'latest',
    ...(part.quiet && { quiet: 'value' in part.quiet ? part.quiet.value : part.quiet }),
    priority: part.priority?.value ?? 0,
    paused: part.paused?.value ?? false,
    coalesce: (part.coalesce ?? defaults.coalesce)?.value ?? true,
    source: { file: source.file, line: positionAt(source, start).line },
  };
}

const FREQUENT: ReadonlySet<Rhythm['kind']> = new Set(['at', 'cron', 'every']);

/** Which message a reminder sends: exactly one. Looks at the keys alone, whatever their values are. */
function messageOf({ key: reminder, keyPlace, value }: Entry, report: Report): MessageSource['kind'] | undefined {
  if (value.kind !== 'map') return undefined;
  const keys = MESSAGES.filter((key) => entryOf(value, key));
  const [first, second] = keys;
  if (first === undefined && !hasMisspelt(value, MESSAGES, FIELDS)) {
    report.error(keyPlace, 'no-message', { reminder: vouched(reminder) });
  }
  if (second === undefined) return first;
  report.error(lastKeyPlace(value, keys) ?? keyPlace, 'several-messages', { keys: keys.map(vouched) });
  return undefined;
}

function calendarOf(part: ReminderPart, context: ReminderContext): CalendarConfig | undefined {
  const { calendars, calendarNames, defaults, report } = context;
  if (part.calendar) checkName(part.calendar, 'unknown-calendar', calendarNames, report);
  const name = (part.calendar ?? defaults.calendar)?.value;
  return name === undefined ? undefined : calendars.get(name);
}

/** One notice for each way to write it. */
function noticesOf({ advance = [] }: ReminderPart): readonly Notice[] {
  return [...new Map(advance.map(({ value }) => [value.text, value])).values()];
}
