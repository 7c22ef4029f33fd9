import { parseIsoDate } from '../schedule/civil.ts';
import { parseCron } from '../schedule/cron.ts';
import type { CronFault } from '../schedule/cron-faults.ts';
import type { Fault } from '../schedule/fault.ts';
import { parseOnce } from '../schedule/once.ts';
import type { Person } from './config.ts';
import { oneOrMore } from './decode/collections.ts';
import { textOf, type Written } from './decode/decoder.ts';
import { field, type Fields, type Part } from './decode/group.ts';
import { choice, NOT_EMPTY, reference, refusing, scalar, words } from './decode/scalars.ts';
import { sayUnlessHidden } from './decode/wrong.ts';
import { hasMisspelt, lastKeyPlace } from './keys.ts';
import { endBeside } from './meant-entry.ts';
import { personMeant } from './mention.ts';
import { checkName, type Names } from './names.ts';
import { placeWithin } from './place-within.ts';
import { type Printable, vouched } from './printable.ts';
import { reportGuessed } from './report-guessed.ts';
import { reportFault } from './report-fault.ts';
import type { Report } from './report.ts';
import type { DayRhythm, Rhythm } from './rhythm.ts';
import { saidFault } from './said-guess.ts';
import { suggestionFor } from './suggestion.ts';
import type { Entry, Mapping, Scalar } from './tree.ts';
import { entryOf, shown } from './tree.ts';
import { COUNTDOWN, resolveCountdown } from './trigger-countdown.ts';
import { DAYS_OF_PEOPLE, type DayOfPerson, type KeyOfPeople } from './days-of-people.ts';
import { EVERY_FIELDS, isEveryDays, resolveGrid, resolveInterval } from './trigger-every.ts';
import { MONTHLY_FIELDS, resolveMonthly } from './trigger-monthly.ts';
import { resolveYearly, YEARLY_FIELDS } from './trigger-yearly.ts';
import { time } from './values.ts';

const once = scalar(
  'once',
  NOT_EMPTY,
  (written) => {
    const parsed = parseOnce(written);
    // A date alone may have its time beside it, which is told in one.
    return parsed.kind === 'once' || parsed.code === 'missing-time' ? parsed : undefined;
  },
  refusing((written, tree, report, { inList }) => {
    const parsed = parseOnce(written);
    if (written === '' || parsed.kind === 'once') return false;
    const date = /^(\d{4}-\d{2}-\d{2})[Tt ]\d{2}:/.exec(written.trim())?.[1];
    const isMissing = date !== undefined && parseIsoDate(date) === undefined;
    if (isMissing) report.error(tree.place, 'no-such-date', { written: vouched(date) });
    else reportGuessed('once', { text: written, place: tree.place, inList }, parsed, report);
    return true;
  }),
);

/** When: exactly one trigger, and what may stand beside it. */
export const TRIGGER_FIELDS = {
  at: field(oneOrMore(time, 'times'), '每天几点，"08:50" 或列表 · time of day, or several'),
  cron: field(
    oneOrMore(words('cron'), 'cron'),
    'cron 表达式，要加引号："30 18 * * 1-5"，或列表 · cron expression in quotes, or several',
  ),
  dayMatch: field(
    choice('either', 'both'),
    'cron 的日和星期都写时：either 满足一个，both 都满足 · when cron names day and weekday',
  ),
  ...EVERY_FIELDS,
  ...MONTHLY_FIELDS,
  ...YEARLY_FIELDS,
  birthdays: field(
    oneOrMore(reference('birthdays', {}), 'birthdays'),
    'people 里的生日：all 或列表 · birthdays of people',
  ),
  anniversaries: field(
    oneOrMore(reference('birthdays', {}), 'birthdays'),
    'people 里的入职周年：all 或列表 · work anniversaries of people',
  ),
  countdown: COUNTDOWN,
  once: field(oneOrMore(once, 'once'), '只一次，2026-12-31T23:59，或列表 · a single time, or several'),
};

/** When a reminder occurs, before filters and notices. */
export interface Trigger {
  readonly rhythm: Rhythm;
  /** In few words, as it was written. */
  readonly text: string;
}

/** On which days, before the times of day. */
export interface DayTrigger {
  readonly rhythm: DayRhythm;
  readonly text: string;
}

export type TriggerPart = Part<typeof TRIGGER_FIELDS>;
export type TriggerKey = 'at' | 'cron' | 'every' | 'monthly' | 'yearly' | KeyOfPeople | 'countdown' | 'once';

export interface TriggerContext {
  readonly people: ReadonlyMap<string, Person>;
  readonly peopleNames: Names;
  readonly report: Report;
}

/** The day triggers, beside which `at` only says at what time of that day. */
const DAY_TRIGGERS = ['monthly', 'yearly', 'birthdays', 'anniversaries', 'countdown'] as const;
const TRIGGERS = ['cron', 'every', ...DAY_TRIGGERS, 'once'] as const;

/** Keys that mean something only beside another one. */
const PARTNERS: Readonly<Record<string, readonly string[]>> = {
  dayMatch: ['cron'],
  between: ['every'],
  from: ['every'],
  for: ['every'],
  short: ['monthly'],
  months: ['monthly'],
  since: ['yearly'],
  pick: ['text'],
};

/** For day triggers without `at`. */
const DEFAULT_TIME = '09:00';

/** Which trigger a reminder has: exactly one. Looks at the keys alone, whatever their values are. */
export function triggerOf(
  { key: reminder, keyPlace, value }: Entry,
  known: Fields,
  report: Report,
): TriggerKey | undefined {
  if (value.kind !== 'map') return undefined;
  checkPartners(value.entries, report);
  const found = TRIGGERS.filter((key) => entryOf(value, key));
  const isDayTrigger = DAY_TRIGGERS.some((key) => found.includes(key)) || isEveryDays(value);
  const keys: readonly TriggerKey[] = entryOf(value, 'at') && !isDayTrigger ? ['at', ...found] : found;
  const [first, second] = keys;
  if (first === undefined && !hasMisspelt(value, ['at', ...TRIGGERS], known))
    report.error(keyPlace, 'no-trigger', { reminder: vouched(reminder) });
  if (second === undefined) return first;
  const once = keys.join() === 'at,once' ? onceAt(value) : undefined;
  const params = { keys: keys.map(vouched), ...(once !== undefined && { once }) };
  report.error(lastKeyPlace(value, keys) ?? keyPlace, 'several-triggers', params);
  return undefined;
}

/** `once: 2026-12-31, at: "10:00"`: the date and its time in one, of several dates in a list. */
function onceAt(reminder: Mapping): Printable | undefined {
  const [dates, times] = [textsUnder(reminder, 'once'), textsUnder(reminder, 'at')];
  const together = dates.flatMap((date) => times.map((time) => suggestionFor('once', vouched(`${date} ${time}`))));
  if (together.length === 0 || together.includes(undefined)) return undefined;
  return vouched(together.length === 1 ? `${together[0]}` : `[${together.join(', ')}]`);
}

function textsUnder(reminder: Mapping, key: string): readonly string[] {
  const value = entryOf(reminder, key)?.value;
  const items = value?.kind === 'list' ? value.items : value === undefined ? [] : [value];
  const texts = items.map((item) => (item.kind === 'scalar' && !item.fromEnvironment ? (item.text ?? '') : ''));
  return texts.every((text) => text !== '') ? texts : [];
}

function checkPartners(entries: readonly Entry[], report: Report): void {
  for (const { key, keyPlace } of entries) {
    const partners = Object.hasOwn(PARTNERS, key) ? (PARTNERS[key] ?? []) : undefined;
    if (!partners || partners.some((each) => entries.some((entry) => entry.key === each))) continue;
    const active = activeMeant(key, entries);
    // Told together with it.
    if (endBeside(key, entries)) continue;
    report.error(keyPlace, 'key-without-partner', {
      key: vouched(key),
      partners: partners.map(vouched),
      ...(active !== undefined && { active }),
    });
  }
}

/** `{ at: "09:00", from: 2026-12-05 }`: the date on which it begins, or with `between` both ends. */
function activeMeant(key: string, entries: readonly Entry[]): Printable | undefined {
  if (key !== 'from' && key !== 'between') return undefined;
  const text = (of: string): string | undefined => {
    const value = entries.find((entry) => entry.key === of)?.value;
    return value?.kind === 'scalar' && !value.fromEnvironment ? value.text : undefined;
  };
  if (key === 'between') return suggestionFor('active', vouched(text(key) ?? ''));
  const written = text(key) ?? '';
  const from = parseIsoDate(written) ? written : suggestionFor('active-date', vouched(written));
  return from === undefined ? undefined : vouched(`{ from: ${from} }`);
}

/** Reads the trigger; `undefined` when something in it is wrong. */
export function resolveTrigger(kind: TriggerKey, part: TriggerPart, context: TriggerContext): Trigger | undefined {
  const { report } = context;
  const times = timesOf(part, report);
  const onDays = (found: DayTrigger | undefined): Trigger | undefined =>
    found && { rhythm: { ...found.rhythm, times }, text: `${found.text} ${times.join(', ')}` };
  switch (kind) {
    case 'at':
      return part.at && { rhythm: { kind, times }, text: times.join(', ') };
    case 'cron':
      return resolveCron(part, report);
    case 'every':
      return part.every?.value.kind === 'interval' ? onDays(resolveInterval(part, report)) : resolveGrid(part, report);
    case 'monthly':
      return onDays(resolveMonthly(part, report));
    case 'yearly':
      return onDays(resolveYearly(part, report));
    case 'once':
      return resolveOnce(part, report);
    case 'countdown':
      return resolveCountdown(part, times, report);
    case 'birthdays':
    case 'anniversaries':
      return onDays(resolveDaysOfPeople(kind, part, context));
  }
}

function resolveOnce({ once }: TriggerPart, report: Report): Trigger | undefined {
  let isWhole = true;
  for (const { value, scalar } of once ?? []) {
    if (value.kind === 'once') continue;
    isWhole = false;
    reportFault(scalar, value, report);
  }
  const written = once?.map(textOf);
  return written && isWhole
    ? { rhythm: { kind: 'once', times: written.toSorted() }, text: written.join(', ') }
    : undefined;
}

function timesOf({ at = [] }: TriggerPart, report: Report): readonly string[] {
  const seen = new Set<string>();
  for (const { value, scalar, place } of at) {
    const isTwice = seen.has(value);
    if (isTwice)
      sayUnlessHidden(scalar, report, () => report.warning(place, 'duplicate-time', { time: vouched(value) }));
    seen.add(value);
  }
  return at.length === 0 ? [DEFAULT_TIME] : at.map(({ value }) => value);
}

function resolveCron({ cron, dayMatch }: TriggerPart, report: Report): Trigger | undefined {
  const match = dayMatch && { dayMatch: dayMatch.value };
  const read = cron?.map(({ value, scalar }) => ({ scalar, parsed: parseCron(value, match) }));
  for (const { scalar, parsed } of read ?? []) {
    const isRefused = parsed.kind === 'faults';
    const words = isRefused ? inWords(scalar, parsed.faults[0]) : undefined;
    if (words) {
      reportFault(scalar, words, report);
      continue;
    }
    for (const each of isRefused ? parsed.faults : parsed.warnings) {
      reportPart(scalar, each.value, each, report, isRefused ? undefined : 'warning');
    }
  }
  if (!cron || read?.some(({ parsed }) => parsed.kind === 'faults')) return undefined;
  const expressions = cron.map(({ value }) => value);
  const [only = '', ...more] = expressions;
  const expression = more.length === 0 ? only : expressions;
  return { rhythm: { kind: 'cron', expression, ...match }, text: expressions.join('; ') };
}

/** `每天9点`, `every monday at 9am`: no expression of any program. */
function inWords({ text = '', fromEnvironment }: Scalar, { lines: known }: CronFault): Fault | undefined {
  return fromEnvironment || known ? undefined : saidFault(text);
}

/** Points at the part of the expression that is meant: parts stand between spaces and commas. */
function reportPart(scalar: Scalar, part: string, fault: Fault, report: Report, severity?: 'warning'): void {
  const text = scalar.text ?? '';
  const found = new RegExp(`(?<![^\\s,])${RegExp.escape(part)}(?![^\\s,])`).exec(text);
  const place = found && part !== text ? placeWithin(scalar, found.index, found.index + part.length) : scalar.place;
  reportFault(scalar, fault, report, { place, ...(severity ? { severity } : {}) });
}

/** Whose days are meant, `all` being everyone who has one. */
function resolveDaysOfPeople(kind: KeyOfPeople, part: TriggerPart, context: TriggerContext): DayTrigger | undefined {
  const { people, peopleNames, report } = context;
  const key = DAYS_OF_PEOPLE[kind];
  const everyone = part[kind]?.find(({ value }) => value === 'all');
  if (!everyone) {
    const known = part[kind]?.filter((person) => hasDay(person, key, context)).map(({ value }) => value);
    return known && { rhythm: { kind, people: known }, text: kind };
  }
  // A person whose own entry is wrong may well have one.
  const isComplete = !peopleNames.incomplete && people.size === peopleNames.all.length;
  if (isComplete && !people.values().some((person) => person[key])) {
    report.error(everyone.place, key === 'birthday' ? 'nobody-has-birthday' : 'nobody-has-joined', {});
  }
  return { rhythm: { kind }, text: kind };
}

function hasDay(written: Written, key: DayOfPerson, { people, peopleNames, report }: TriggerContext): boolean {
  checkName(written, 'unknown-person', peopleNames, report, personMeant(written.value, people));
  const known = people.get(written.value);
  if (known && !known[key]) {
    const code = key === 'birthday' ? 'person-without-birthday' : 'person-without-joined';
    report.error(written.place, code, { person: shown(written.place) });
  }
  return known?.[key] !== undefined;
}
