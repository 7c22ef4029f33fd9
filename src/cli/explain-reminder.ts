import type { Reminder, ReminderConfig } from '../config/config.ts';
import { type ReadResult, readConfigText } from '../config/load.ts';
import type { Problem } from '../config/problem.ts';
import { expressionsOf } from '../config/rhythm.ts';
import { worldOf } from '../config/run-config.ts';
import { timetableOptionsOf } from '../config/run-reminder.ts';
import { type Upcoming, upcoming } from '../daemon/upcoming.ts';
import type { Language } from '../message/language.ts';
import { printable } from '../message/printable.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { filtered } from '../schedule/filter.ts';
import type { Kept } from '../schedule/override.ts';
import { newRosterStarts } from '../schedule/roster-start.ts';
import type { TimetableOptions } from '../schedule/timetable.ts';
import { isTimeZone } from '../schedule/zone.ts';
import { isoTime } from '../web/iso-time.ts';
import { whenWords } from '../web/page/when-words.ts';
import { textsIn } from '../web/texts/catalogue.ts';
import { type ClockChange, clockChangeAt } from './clock-change.ts';
import { configurationOptions, readConfiguration, tellProblems } from './configuration.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { cronInWords } from './cron-words.ts';
import { Failure, wrongUsage } from './failure.ts';
import { timeForPeople } from './format-time.ts';
import { reminderNamed } from './named.ts';
import { occurrenceRemarks } from './occurrence-remarks.ts';
import type { Session } from './session.ts';
import { storedOverrides } from './stored-overrides.ts';
import { parseTimeArgument } from './time-argument.ts';
import { unknownFrom } from './unknown-from.ts';

interface ExplainedInput {
  readonly timezone?: string;
  /** Inclusive. */
  readonly from?: string;
  readonly count: number;
  readonly dir: string;
}

type Read = Extract<ReadResult, { kind: 'config' }>;

/** A reminder of the folder, as the daemon goes by it. */
export async function explainById(session: Session, id: string, input: ExplainedInput): Promise<ExitCode> {
  const read = await readConfiguration(session, input.dir);
  if (read.kind === 'problems') throw await tellProblems(session, input.dir, read.problems);
  reminderNamed(session, read.config, id);
  return tell(session, { read, id, overrides: await storedOverrides(read.config, session.now) }, input);
}

/** What stands between the braces of a reminder, as far as it says when. */
export async function explainKeys(session: Session, keys: string, input: ExplainedInput): Promise<ExitCode> {
  const { timezone = 'Asia/Shanghai', dir } = input;
  if (!isTimeZone(timezone)) throw wrongUsage(session.texts.time.unknownZone(timezone));
  const written = keys.replace(/^\{(.*)\}$/s, '$1');
  const text = SAYS_SOMETHING.test(written) ? '' : ', text: a';
  const yaml = `defaults: { robot: a, timezone: ${timezone} }\nrobots: { a: { webhook: sandbox } }\nreminders:\n  a: { ${written}${text} }\n`;
  const read = await readConfigText(yaml, dir, configurationOptions(session));
  if (read.kind === 'problems') {
    const errors = read.problems.filter(({ severity }) => severity === 'error');
    throw new Failure(errors.map((error) => problemText(session, error)).join('\n'));
  }
  const overrides = newRosterStarts(read.config.reminders, [], session.now);
  return tell(session, { read, id: 'a', overrides, expression: keys }, input);
}

const SAYS_SOMETHING = /\b(?:text|markdown|link|actionCard|feedCard)\s*:/;

interface Explained {
  readonly read: Read;
  readonly id: string;
  readonly overrides: readonly Kept[];
  /** As it was typed. Default: the id. */
  readonly expression?: string;
}

async function tell(session: Session, explained: Explained, input: ExplainedInput): Promise<ExitCode> {
  const { read, id, overrides, expression } = explained;
  const { config, data } = read;
  const reminder = reminderNamed(session, config, id);
  const { timezone } = reminder;
  const from = parseTimeArgument(session, input.from, { option: '--from', timezone, bare: 'future' });
  const times = [...upcoming(config.reminders, { from, count: input.count, reminder: id, overrides })];
  const text = spoken(whenWords(reminder, textsIn(session.language)), reminder, session.language);
  // What is doubtful in a folder, `check` tells.
  const warnings = expression === undefined ? [] : read.warnings;
  if (session.json) {
    const next = times.map(({ occurrence }) => isoTime(occurrence.at, timezone));
    await session.out.json({
      expression: expression ?? id,
      text,
      timezone,
      next,
      warnings: warnings.map(({ message }) => message),
    });
    return EXIT.fine;
  }
  const { out, texts } = session;
  await out.line(out.paint('bold', printable(text)));
  for (const warning of warnings) {
    await out.line(out.paint('yellow', texts.warning) + problemText(session, warning));
  }
  const changeAt = clockChangesOf(
    data.reminders.find(({ facts }) => facts.id === id),
    read,
  );
  await out.line(times.length > 0 ? texts.explain.next(timezone) : texts.next.nothing);
  for (const each of times) await out.line(`  ${lineOf(session, read, each, changeAt)}`);
  const unknown = unknownFrom(session, config, times.at(-1)?.occurrence.at ?? from);
  if (unknown !== undefined) await out.line(out.paint('yellow', unknown));
  return EXIT.fine;
}

/** What the page leaves as it was written, for it takes long to say. */
function spoken(text: string, { rhythm }: Reminder, language: Language): string {
  if (rhythm.kind !== 'cron') return text;
  const { dayMatch } = rhythm;
  return expressionsOf(rhythm).reduce(
    (left, each) => left.replace(each, () => cronInWords(each, language, { dayMatch }) ?? each),
    text,
  );
}

function problemText({ texts }: Session, { message, hint }: Problem): string {
  return printable(hint === undefined ? message : `${message}\n  ${texts.tryThis} ${hint}`);
}

type ChangeAt = (at: EpochMs) => ClockChange | undefined;

function lineOf(session: Session, { config }: Read, each: Upcoming, changeAt: ChangeAt): string {
  const { out, texts, language } = session;
  const { at } = each.occurrence;
  const { timezone } = each.reminder;
  const change = changeAt(at);
  const remarks = [
    ...occurrenceRemarks(session, config, each),
    ...(change ? [out.paint('yellow', texts.explain.clockChange(change))] : []),
  ];
  const time = `${timeForPeople(at, timezone, language)} ${offsetText(at, timezone)}`;
  return remarks.length > 0 ? `${time}  ${remarks.join(' · ')}` : time;
}

/** What a clock change does to the times themselves; of those told earlier or later nobody says it. */
function clockChangesOf(reminder: ReminderConfig | undefined, { config }: Read): ChangeAt {
  if (!reminder || reminder.spread || reminder.advance.length > 0) return () => undefined;
  const { sources, zone, filter = {} }: TimetableOptions = timetableOptionsOf(reminder, worldOf(config));
  const patterns = sources.map(({ pattern }) => filtered(pattern, filter));
  return (at) => {
    const changes = patterns.map((pattern) => clockChangeAt(pattern, zone, at));
    // One of them names this very time, or all that end here were moved.
    return changes.every((change) => change?.kind === 'moved') || changes.length === 1
      ? changes[0]
      : changes.find((change) => change?.kind === 'first-pass');
  };
}

/** `+08:00` */
export function offsetText(at: EpochMs, timezone: string): string {
  return isoTime(at, timezone).slice(-6);
}
