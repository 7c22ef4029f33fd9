import type { EventFilter, HookRules } from '../hooks/hook-rules.ts';
import type { Message, OpenIn } from '../message/message.ts';
import type { MessageSource } from '../message/message-template.ts';
import type { Webhook } from '../robot/dingtalk/webhook.ts';
import type { Calendar } from '../schedule/calendar/calendar.ts';
import type { CalendarDays } from '../schedule/calendar/calendar-days.ts';
import type { Alternation } from '../schedule/calendar/week.ts';
import type { Grid } from '../schedule/every.ts';
import type { DayRange, Filter } from '../schedule/filter.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Notice } from '../schedule/notice.ts';
import type { Occurrence, Timetable } from '../schedule/occurrence.ts';
import type { RotationText } from '../schedule/parse-rotation.ts';
import type { Shift } from '../schedule/shift.ts';
import type { Window } from '../schedule/window.ts';
import type { WrittenDay } from './day-of-year.ts';
import type { Problem } from './problem.ts';
import type { Rhythm } from './rhythm.ts';

/**
 * What all YAML files of a folder say together, checked and resolved, as plain data: it can be compared, stored and
 * sent, as JSON or as a structured clone.
 */
export interface ConfigData {
  /** The folder it was read from. */
  readonly directory: string;
  readonly daemon: DaemonConfig;
  readonly robots: readonly RobotConfig[];
  readonly people: readonly Person[];
  readonly calendars: readonly CalendarConfig[];
  /** By its name, of reminders that name none. Default: mainland China's. */
  readonly defaultCalendar?: string;
  /** In the order of their ids. */
  readonly reminders: readonly ReminderConfig[];
  /** The names of the variables that are written in it and hold something, in the order of the alphabet. */
  readonly variables: readonly string[];
  readonly hooks: readonly HookConfig[];
}

/** The same, ready to run: what is due and what is sent is made from the data in `run-config.ts`. Immutable. */
export interface Config {
  /** The folder it was read from. */
  readonly directory: string;
  readonly daemon: DaemonConfig;
  readonly robots: ReadonlyMap<string, RobotConfig>;
  readonly people: ReadonlyMap<string, Person>;
  /** Which dates are workdays, by the names under `calendars:`. */
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** Of reminders that name none: that of `defaults:`. Default: mainland China's. */
  readonly defaultCalendar: Calendar;
  /** In the order of their ids. */
  readonly reminders: readonly Reminder[];
  /** The names of the variables that are written in it and hold something, in the order of the alphabet. */
  readonly variables: readonly string[];
  /** What other programs may post to, by the names in their addresses. */
  readonly hooks: ReadonlyMap<string, HookConfig>;
  /** Valid, but surely not meant. Errors never get here: they are thrown together as a `ConfigError`. */
  readonly warnings: readonly Problem[];
}

export interface DaemonConfig {
  /** IANA zone for reminders that name none. Default `Asia/Shanghai`: the same on every host. */
  readonly timezone: string;
  /** For dates in messages and words on the page. Default `zh-CN`. */
  readonly locale: 'zh-CN' | 'en';
  /** Absolute path of the folder in which SQLite lives. Default `data` beside the schedules folder. */
  readonly dataDirectory: string;
  readonly http: HttpConfig;
  /**
   * Where China's holiday data is asked for: https addresses with `{year}` in them. Empty = nowhere. Default: public
   * mirrors (`daemon/holiday-addresses.ts`).
   */
  readonly holidayAddresses?: readonly string[];
  /** How long final deliveries are remembered. Default 90 days. */
  readonly retentionMs: number;
  /** Asked for regularly while the daemon is well (a dead man's switch). Secret: it often carries a key. Default: none. */
  readonly heartbeatUrl?: string;
  /** Which proxy the environment names, and for what. Secret: it may carry a password. Settled at the start. */
  readonly proxy: readonly string[];
}

export interface HttpConfig {
  /** The address to listen on. Default `127.0.0.1`. */
  readonly host: string;
  /** 0 means any free one. Default 8787. */
  readonly port: number;
  /** Opens everything. Default: none; then only this machine may read, and nobody may write. */
  readonly token?: string;
  /** Opens `/calendar.ics?token=…` and nothing else; once changed or removed, it opens nothing. Default: none. */
  readonly calendarToken?: string;
  /** Where other programs reach us: `https://bell.example.com`, without a slash at its end. Default: nobody has said. */
  readonly publicUrl?: string;
  /** Host names, in lower case and without port, by which requests come from elsewhere; that of `publicUrl` too. */
  readonly publicHosts: readonly string[];
}

/** A DingTalk custom robot: webhook + security. */
export interface RobotConfig {
  readonly name: string;
  readonly webhook: { readonly kind: 'sandbox' } | DingtalkAddress;
  /** 加签: `SEC…`. */
  readonly secret?: string;
  /** Keyword mode: every message must contain at least one. Default none. */
  readonly keywords: readonly string[];
  /** Default 20 per minute, the vendor's limit; 3000 per month, the standard edition's. */
  readonly limit: { readonly perMinute: number; readonly perMonth: number };
  /** Where links and buttons open. Default: in DingTalk. */
  readonly openIn?: OpenIn;
  /** When it is not to disturb: what other programs tell and what is pushed waits for the end. Default: never. */
  readonly quiet?: QuietHours;
  /** The robot to tell when deliveries of this one fail. Default: nobody. */
  readonly onFailure?: string;
  /** Where it stands, for people. */
  readonly source: { readonly file: string; readonly line: number; readonly column: number };
}

/** The address of a robot, checked. It is a credential. */
interface DingtalkAddress extends Webhook {
  readonly kind: 'dingtalk';
  /** The queue of its token: can be stored and shown. */
  readonly lane: string;
}

/** One entry of `calendars:`; days are numbers as `schedule/civil.ts` counts them. */
export interface CalendarConfig {
  readonly name: string;
  /** ISO 3166, in capitals, with the part of it: `GB-ENG`. */
  readonly country: string;
  /** The days of the week that are worked, 0 = Sunday. Default: those of the country. */
  readonly week?: readonly number[];
  readonly alternate?: readonly Alternation[];
  /** More days off; they override everything else. */
  readonly off: readonly DayRange[];
  readonly work: readonly DayRange[];
  readonly unknownYear?: Calendar['unknownYear'];
  /** Everything that was written about it, as one text. */
  readonly key: string;
}

export interface Person {
  readonly id: string;
  /** Default: the id. */
  readonly name: string;
  readonly mobile?: string;
  readonly userId?: string;
  readonly birthday?: WrittenDay;
  /** The first day at work, with its year. */
  readonly joined?: WrittenDay;
  /** Who they are elsewhere: `github`, `mail`, by what is written there. Default: nobody. */
  readonly accounts?: Readonly<Record<string, readonly string[]>>;
}

/** One entry of `hooks:`: what one program may post, and what is told of it. */
export interface HookConfig extends HookRules {
  readonly description?: string;
  /** Robot names, at least one: where to, unless a route says otherwise. */
  readonly robots: readonly string[];
  readonly mention: HookMention;
  /** Of `from: feed`: where it is looked at, and how often. */
  readonly feed?: FeedPlace;
  /** How long events about one thing are waited for, in ms. Default: what its sender is for. */
  readonly gatherMs?: number;
  /** How long after it came it may still be sent, in ms. Default 12 h. */
  readonly lateMs: number;
  /** When events are held, to be told as one. Default: never. */
  readonly quiet?: QuietHours;
  /** Kinds that are told together, at certain times. Default: none. */
  readonly digest?: HookDigest;
  /** Each judged on its own. */
  readonly routes: readonly HookRoute[];
  /** How long what was received is kept, in ms; 0 = not. Default 3 days. */
  readonly keepMs: number;
  /** Recorded, not told. */
  readonly paused: boolean;
  /** Where it stands, for people. */
  readonly source: { readonly file: string; readonly line: number };
}

/** When nobody is disturbed. What is quiet for ever is refused. */
export interface QuietHours {
  /** The same part of every day, or of every night. Default: none. */
  readonly window?: Window;
  /** Days that are no workdays, all day. */
  readonly daysOff: boolean;
  /** Kinds of hooks' events that pass. Default: none. */
  readonly except?: readonly string[];
  /** IANA zone. Default: that of whatever is quiet. */
  readonly timezone?: string;
}

export interface HookDigest {
  /** Kinds, as in `events` of a hook, which tells them then. */
  readonly events: readonly string[];
  /** Once a day, at a second of it; or at the wall times of a grid. */
  readonly times: { readonly kind: 'daily'; readonly second: number } | Grid;
}

interface FeedPlace {
  readonly url: string;
  readonly everyMs: number;
}

export interface HookRoute extends EventFilter {
  readonly robots: readonly string[];
  /** Default: that of the hook. */
  readonly mention?: HookMention;
}

/** Whom its messages call: the people involved, and these. */
export interface HookMention {
  readonly involved: boolean;
  readonly called: readonly Contact[];
}

/** What is told of a reminder, and how it is handled when it is due. */
interface ReminderFacts {
  readonly id: string;
  readonly description?: string;
  readonly tags: readonly string[];
  /** Robot names, at least one. */
  readonly robots: readonly string[];
  readonly timezone: string;
  /**
   * Everything written that decides when it is due, as one text; of `birthdays: all` not who there is.
   * A cursor written under another one starts at now.
   */
  readonly triggerKey: string;
  /** The trigger as it was written, in few words: `08:50`, `30 19 * * 1,3,5`. */
  readonly when: string;
  /** The same as data. */
  readonly rhythm: Rhythm;
  /** `on:` as it was written: `workdays`, `mon`. Empty: any day. */
  readonly on: readonly string[];
  /** Where a day goes that is no workday; for `monthly` that is part of its rhythm. Default: it stays. */
  readonly shift?: Shift;
  /** `unless:` likewise. Default: none. */
  readonly unless?: readonly string[];
  /** `active:` as it was written. Default: always. */
  readonly stretch?: Stretch;
  /** How long after its time it may still be sent, in ms. Default 15 min; 12 h for yearly, monthly, birthdays, once. */
  readonly lateMs: number;
  /** Which of several late occurrences are sent; the others are recorded as missed. Default `latest`. */
  readonly catchUp: 'latest' | 'all' | 'none';
  /** Higher goes first among deliveries due at the same instant. Default 0. */
  readonly priority: number;
  /**
   * Quiet hours that hold it: its own, or those of each of its robots. `off`: it was written that it comes all the same,
   * as it does where nothing is written. Default: nothing is written.
   */
  readonly quiet?: QuietHours | 'robot' | 'off';
  /** Written `paused: true`, or an example that is held: nothing is due until that changes. */
  readonly paused: boolean;
  /**
   * It came with dingbell. `held`: it would reach a real group, and nobody has asked for that. Default: somebody wrote it.
   */
  readonly example?: 'free' | 'held';
  /** Whether it may be sent within a digest when more has piled up than the robot may send in time. Default true. */
  readonly coalesce: boolean;
  /** Where it stands, for people. */
  readonly source: { readonly file: string; readonly line: number };
}

/** From when to when something is in force, both inclusive: `2026-12-01`, or `05-01` for a day of every year. */
export interface Stretch {
  readonly from?: string;
  readonly until?: string;
}

/** One entry of `reminders:`; what a person edits. When it is due, `facts.rhythm` says, before filters and notices. */
export interface ReminderConfig {
  readonly facts: ReminderFacts;
  readonly filter: FilterConfig;
  /** One notice per entry. Empty: people are told when it occurs. */
  readonly advance: readonly Notice[];
  /** How much later it is told. Default: not. */
  readonly spread?: Spread;
  /** Whose turn it is. Default: nobody's. */
  readonly rotation?: RotationText;
  /** By its name. Default: mainland China's. */
  readonly calendar?: string;
  /** Every text in it is a template. */
  readonly message: MessageSource;
  /** How one of several texts is chosen. Default `in-turn`. */
  readonly pick?: TextChoice;
  readonly mentions: readonly Called[];
}

/** Which days are kept. All parts must agree. */
export interface FilterConfig extends Omit<Filter, 'on' | 'unless'> {
  readonly on?: readonly OnDay[];
  readonly unless?: readonly OnDay[];
}

/** 0 = Sunday … 6 = Saturday. */
export type OnDay = CalendarDays | 'weekdays' | 'weekends' | number;

export interface Spread {
  /** At most so much later, above 0. */
  readonly windowMs: number;
  /** Another part of it each day. Default: always the same. */
  readonly each?: 'day';
}

/** `in-turn`: one after the other, counted from a fixed date. `random`: by lot, always the same for one occurrence. */
type TextChoice = 'in-turn' | 'random';

/** Whom a message calls: everybody, somebody, or the person that its occurrence is about. */
export type Called = Contact | { readonly kind: 'occurrence-person' };

export type Contact =
  | { readonly kind: 'all' }
  | { readonly kind: 'mobile'; readonly mobile: string }
  | { readonly kind: 'user-id'; readonly userId: string };

/** A reminder, ready to run. */
export interface Reminder extends ReminderFacts {
  readonly timetable: Timetable;
  /** Its roster, where turns begin when that is first seen. Default: none, or they begin with a date. */
  readonly roster?: string;
  /** Its text can come out empty; nothing is sent then. Default false. */
  readonly mayBeSilent?: boolean;
  /** When the quiet hours end that hold what is told by a robot at an instant. Default: none hold it. */
  quietUntil?(at: EpochMs, robot: string): EpochMs | undefined;
  /** The message for one occurrence, rendered. Total: the template was tried at load. */
  render(occurrence: Occurrence, context: RenderContext): Message;
}

export interface RenderContext {
  /** Minutes late when planned; 0 on time. */
  readonly lateMinutes: number;
  /** The people on vacation, by their ids: no mention reaches them. Default: nobody. */
  readonly away?: ReadonlySet<string>;
}
