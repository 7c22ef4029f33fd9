import { birthdayRule } from '../schedule/birthday.ts';
import type { Calendar } from '../schedule/calendar/calendar.ts';
import { parseCron } from '../schedule/cron.ts';
import { daily } from '../schedule/daily.ts';
import { parseDuration } from '../schedule/duration.ts';
import { DAY } from '../schedule/instant.ts';
import { every, parseEvery } from '../schedule/every.ts';
import type { Fault } from '../schedule/fault.ts';
import type { DayRule, Pattern } from '../schedule/pattern.ts';
import { daySource } from '../schedule/source.ts';
import type { Source } from '../schedule/source.ts';
import { parseWallTime } from '../schedule/wall-time.ts';
import { hasMisspelt, lastKeyPlace, pathsOfEach, reportFault, scalarAt, scalarOrNothing } from './entry-fault.ts';
import { placeWithin } from './place-within.ts';
import type { Report } from './report.ts';
import { resolveBirthdays } from './resolve-birthdays.ts';
import { checkGridKeys, intervalOf, resolveInterval } from './resolve-interval.ts';
import { resolveCountdown } from './resolve-countdown.ts';
import { resolveMonthly } from './resolve-monthly.ts';
import { resolveOnce } from './resolve-once.ts';
import { reportGuessed } from './report-guessed.ts';
import { resolveYearly } from './resolve-yearly.ts';
import type { KnownPerson } from './resolve-person.ts';
import type { Names } from './merge.ts';
import type { Rhythm } from './rhythm.ts';
import type { ReminderShape } from './shape.ts';
import type { Entry, Scalar, Tree } from './tree.ts';
import { entryOf } from './tree.ts';

/** When a reminder occurs, before filters and notices. */
export interface ResolvedTrigger {
  readonly kind: TriggerKey;
  readonly sources: readonly Source[];
  /** In few words, as it was written. */
  readonly when: string;
  readonly rhythm: Rhythm;
}

export type TriggerKey = 'at' | 'cron' | 'every' | 'monthly' | 'yearly' | 'birthdays' | 'countdown' | 'once';

export interface TriggerContext {
  readonly calendar: Calendar;
  readonly people: ReadonlyMap<string, KnownPerson>;
  readonly peopleNames: Names;
  readonly report: Report;
}

/** The day triggers, beside which `at` only says at what time of that day. */
const DAY_TRIGGERS = ['monthly', 'yearly', 'birthdays', 'countdown'] as const;
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
};

/** For day triggers without `at`. */
const DEFAULT_TIME = '09:00';

/** Which trigger a reminder has: exactly one. Looks at the keys alone, whatever their values are. */
export function triggerOf({ key: reminder, keyPlace, value }: Entry, report: Report): TriggerKey | undefined {
  if (value.kind !== 'map') return undefined;
  checkPartners(value.entries, report);
  const found = TRIGGERS.filter((key) => entryOf(value, key));
  const isDayTrigger = DAY_TRIGGERS.some((key) => found.includes(key)) || isEveryDays(value);
  const keys: readonly TriggerKey[] = entryOf(value, 'at') && !isDayTrigger ? ['at', ...found] : found;
  const [first, second] = keys;
  if (first === undefined && !hasMisspelt(value, ['at', ...TRIGGERS]))
    report.error(keyPlace, 'no-trigger', { reminder });
  if (second === undefined) return first;
  report.error(lastKeyPlace(value, keys) ?? keyPlace, 'several-triggers', { keys });
  return undefined;
}

/** `every: 2 weeks`, or what may have been meant so: then too `at` is only a time of day. */
function isEveryDays(value: Tree): boolean {
  const text = scalarOrNothing(value, ['every'])?.text;
  return text !== undefined && !((parseDuration(text) ?? Number.POSITIVE_INFINITY) <= DAY);
}

function checkPartners(entries: readonly Entry[], report: Report): void {
  const keys = new Set(entries.map(({ key }) => key));
  for (const { key, keyPlace } of entries) {
    const partners = Object.hasOwn(PARTNERS, key) ? (PARTNERS[key] ?? []) : undefined;
    if (partners && !partners.some((each) => keys.has(each))) {
      report.error(keyPlace, 'key-without-partner', { key, partners });
    }
  }
}

/** Reads the trigger; `undefined` when something in it is wrong. */
export function resolveTrigger(
  kind: TriggerKey,
  shape: ReminderShape,
  entry: Entry,
  context: TriggerContext,
): ResolvedTrigger | undefined {
  const { report } = context;
  const times = timesOf(shape, entry, report);
  const onDays = (rule: DayRule, what: string, rhythm: Rhythm): ResolvedTrigger => {
    return { kind, sources: [daySource(rule, times.seconds)], when: `${what} ${times.text}`, rhythm };
  };
  switch (kind) {
    case 'at':
      return {
        kind,
        sources: [{ pattern: daily(times.seconds) }],
        when: times.text,
        rhythm: { kind, times: times.texts },
      };
    case 'cron':
      return resolveCron(shape, entry, report);
    case 'every': {
      const every = intervalOf(shape);
      if (!every) return resolveEvery(shape, entry, report);
      const found = resolveInterval(every, shape, entry, report);
      return found && onDays(found.rule, found.text, { ...found.rhythm, times: times.texts });
    }
    case 'monthly': {
      const found = resolveMonthly(shape, entry, context);
      return found && onDays(found.rule, found.text, { ...found.rhythm, times: times.texts });
    }
    case 'yearly': {
      const yearly = resolveYearly(shape, entry, context);
      return yearly && onDays(yearly.rule, yearly.text, { ...yearly.rhythm, times: times.texts });
    }
    case 'once':
      return resolveOnce(entry, report);
    case 'countdown':
      return resolveCountdown(times, entry, report);
    case 'birthdays': {
      const sources = resolveBirthdays(entry, context).map(({ id, birthday }) =>
        daySource(birthdayRule(birthday), times.seconds, id),
      );
      if (sources.length === 0) return undefined;
      return { kind, sources, when: `birthdays ${times.text}`, rhythm: { kind, times: times.texts } };
    }
  }
}

export interface Times {
  readonly seconds: readonly number[];
  readonly texts: readonly string[];
  readonly text: string;
}

function timesOf({ at }: ReminderShape, { value }: Entry, report: Report): Times {
  const texts = [at ?? DEFAULT_TIME].flat();
  for (const [index, path] of pathsOfEach(value, 'at').entries()) {
    const time = texts[index] ?? '';
    if (texts.indexOf(time) < index) report.warning(scalarAt(value, path).place, 'duplicate-time', { time });
  }
  const seconds = texts.map(parseWallTime).filter((time) => time !== undefined);
  return { seconds, texts, text: texts.join(', ') };
}

function resolveCron({ dayMatch }: ReminderShape, { value }: Entry, report: Report): ResolvedTrigger | undefined {
  const found = pathsOfEach(value, 'cron').map((path) => cronAt(scalarAt(value, path), dayMatch, report));
  const known = found.filter((each) => each !== undefined);
  if (known.length < found.length) return undefined;
  const expressions = known.map(({ expression }) => expression);
  return {
    kind: 'cron',
    sources: known.map(({ pattern }) => ({ pattern })),
    when: expressions.join('; '),
    rhythm: { kind: 'cron', expressions },
  };
}

function cronAt(
  scalar: Scalar,
  dayMatch: ReminderShape['dayMatch'],
  report: Report,
): { readonly expression: string; readonly pattern: Pattern } | undefined {
  const expression = scalar.text ?? '';
  const parsed = parseCron(expression, { dayMatch });
  if (parsed.kind === 'faults') {
    for (const fault of parsed.faults) reportPart(scalar, fault.value, fault, report);
    return undefined;
  }
  for (const warning of parsed.warnings) reportPart(scalar, warning.value, warning, report, 'warning');
  return { expression, pattern: parsed.pattern };
}

/** Points at the part of the expression that is meant: parts stand between spaces and commas. */
function reportPart(scalar: Scalar, part: string, fault: Fault, report: Report, severity?: 'warning'): void {
  const text = scalar.text ?? '';
  const found = new RegExp(`(?<![^\\s,])${RegExp.escape(part)}(?![^\\s,])`).exec(text);
  const place = found && part !== text ? placeWithin(scalar, found.index, found.index + part.length) : scalar.place;
  reportFault(scalar, fault, report, { place, ...(severity ? { severity } : {}) });
}

function resolveEvery(
  { every: interval = '', between }: ReminderShape,
  entry: Entry,
  report: Report,
): ResolvedTrigger | undefined {
  const { value } = entry;
  checkGridKeys(entry, report);
  const grid = parseEvery(parseDuration(interval) ?? 0, between);
  if (grid.kind === 'grid') {
    const when = ['every', interval, ...(between === undefined ? [] : [between])].join(' ');
    const rhythm = { kind: 'every', interval, ...(between === undefined ? {} : { between }) } as const;
    return { kind: 'every', sources: [{ pattern: every(grid) }], when, rhythm };
  }
  const key = grid.code === 'bad-interval' ? 'every' : 'between';
  if (grid.code === 'unknown-window') reportGuessed('between', scalarAt(value, [key]), grid, report);
  else reportFault(scalarAt(value, [key]), grid, report);
  return undefined;
}
