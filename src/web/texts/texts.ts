import type { Rhythm } from '../../config/rhythm.ts';
import type { RefusalReason } from '../actions.ts';
import type { Attempt, Origin, State } from '../../delivery/delivery.ts';
import type { PageName } from '../page/page-name.ts';
import type { Theme } from '../theme.ts';

/** The languages of the page: those of `daemon.locale`. */
export type Language = 'zh-CN' | 'en';

/** Every word that the page says. Plain text: the views escape it. */
export interface Texts {
  readonly language: Language;
  readonly name: string;
  readonly tagline: string;
  readonly skipToContent: string;
  readonly pages: string;
  readonly nav: Readonly<Record<PageName, string>>;
  readonly languages: string;
  readonly theme: { readonly label: string } & Readonly<Record<Theme, string>>;
  readonly close: string;
  readonly live: string;
  readonly offline: string;
  readonly signOut: string;
  zoneNote(zone: string): string;
  /** Names one after another. */
  list(names: readonly string[]): string;

  /** Luxon tokens. */
  readonly format: {
    readonly date: string;
    readonly weekday: string;
    readonly weekdayShort: string;
    /** In another year. */
    readonly dateOfYear: string;
    readonly month: string;
    /** A date at length, as it is read out. */
    readonly longDate: string;
  };
  readonly dayName: { readonly yesterday: string; readonly today: string; readonly tomorrow: string };
  readonly relative: RelativeTexts;
  /** A span within one sentence: `9:30 – 18:00`. */
  until(time: string): string;
  readonly day: {
    /** A lunar date, from its month and day in Chinese and in numbers. */
    readonly lunar: (chinese: string, numbers: string) => string;
    /** One character or word that fits into a corner of a day. */
    readonly off: string;
    readonly work: string;
    readonly holiday: (name: string) => string;
    readonly makeUp: (name: string) => string;
    readonly userOff: string;
    readonly userWork: string;
    readonly provisional: (what: string) => string;
  };

  readonly overview: {
    readonly heading: string;
    readonly next: string;
    readonly nothing: string;
    readonly tally: string;
    readonly deliveredToday: string;
    readonly failedToday: string;
    readonly waiting: string;
  };

  readonly clock: {
    readonly doubtful: (why: string) => string;
    readonly hint: string;
  };

  readonly problems: {
    readonly data: string;
    readonly heading: string;
    readonly errors: (count: number) => string;
    readonly keepsLastGood: string;
    readonly warnings: (count: number) => string;
    readonly frame: (place: string) => string;
  };

  readonly upcoming: {
    readonly heading: string;
    readonly more: (count: number) => string;
    readonly atLeast: (count: number) => string;
    readonly farAway: string;
    readonly cut: string;
    readonly none: string;
    readonly noneHint: string;
    readonly onlyPaused: string;
    readonly notice: (days: number, date: string) => string;
    readonly goesTo: string;
    /** Whose turn it is. */
    readonly turn: (name: string) => string;
    /** Whom it is about. */
    readonly about: (name: string) => string;
    /** YAML that works as it stands. */
    /** What a first reminder could say. */
    readonly example: string;
  };

  /** What people have set by hand: skips, pauses, vacations. */
  readonly byHand: {
    readonly heading: string;
    /** In front of a command. */
    readonly takeBack: string;
  };

  readonly month: {
    readonly heading: string;
    readonly previous: string;
    readonly next: string;
    readonly thisMonth: string;
    /** From Monday. */
    readonly weekdays: readonly (readonly [short: string, long: string])[];
    readonly reminders: (count: number) => string;
    readonly deliveries: (count: number) => string;
    readonly failed: (count: number) => string;
    readonly more: (count: number) => string;
    readonly workdays: (workdays: number, daysOff: number) => string;
    readonly provisional: (year: number) => string;
    readonly cut: string;
    readonly nothing: string;
    readonly happened: string;
    readonly keys: string;
    readonly skipped: (count: number) => string;
  };

  /** When a reminder comes; `on` as it was written, empty for any day. */
  readonly rhythm: (rhythm: Rhythm, on: readonly string[]) => string;

  readonly reminders: {
    readonly heading: string;
    readonly count: (count: number) => string;
    readonly find: string;
    readonly search: string;
    readonly noneFound: string;
    readonly next: string;
    readonly never: string;
    readonly pausedInYaml: string;
    readonly cut: (count: number) => string;
  };

  /** What people do by hand, and what they are told afterwards. */
  readonly actions: {
    readonly menu: (reminder: string) => string;
    readonly fire: string;
    readonly skip: (date: string) => string;
    readonly pause: string;
    readonly pauseUntil: string;
    readonly pauseForEver: string;
    readonly resume: string;
    readonly unskip: (date: string) => string;
    readonly resend: string;
    readonly cancel: string;
    readonly fired: (reminder: string, robots: string) => string;
    readonly skipped: (reminder: string, date: string) => string;
    readonly paused: (reminder: string) => string;
    readonly pausedUntil: (reminder: string, time: string) => string;
    readonly resumed: (reminder: string) => string;
    readonly unskipped: (reminder: string, date: string) => string;
    readonly resent: (robot: string) => string;
    readonly askTitle: string;
    /** Before something goes to a group of real people. */
    readonly ask: (robots: string) => string;
    readonly refused: (because: RefusalReason) => string;
    readonly badRequest: string;
    /** Why there are no buttons, and how to get them. */
    readonly locked: string;
  };

  readonly history: {
    readonly heading: string;
    readonly latest: (count: number) => string;
    readonly all: string;
    readonly filter: {
      readonly label: string;
      readonly state: string;
      readonly reminder: string;
      readonly robot: string;
      readonly from: string;
      readonly until: string;
      readonly text: string;
      readonly any: string;
      readonly submit: string;
      readonly clear: string;
    };
    readonly older: string;
    readonly newest: string;
    readonly nothingFound: string;
    /** The search for a text ended there. */
    readonly searchedBackTo: (time: string) => string;
    readonly part: (number: number, of: number) => string;
    readonly carries: (count: number) => string;
    readonly carriedBy: string;
    readonly about: string;
    readonly expiresAt: string;
    readonly id: string;
    readonly none: string;
    readonly noneHint: string;
    readonly states: Readonly<Record<State, string>>;
    readonly origins: Readonly<Record<Exclude<Origin, 'schedule'>, string>>;
    readonly late: (span: string) => string;
    /** Missed ones in a row. */
    readonly run: (count: number, from: string, to: string) => string;
    readonly attempts: string;
    readonly noAttempt: string;
    readonly outcomes: Readonly<Record<NonNullable<Attempt['outcome']> | 'unknown', string>>;
    readonly dueAt: string;
    readonly finishedAt: string;
    readonly nextAttemptAt: string;
    readonly robot: string;
    readonly reason: string;
    readonly message: string;
    readonly announce: (what: string, state: string) => string;
  };

  readonly robots: {
    readonly heading: string;
    readonly none: string;
    readonly sandbox: string;
    readonly dingtalk: string;
    readonly ready: string;
    readonly sending: string;
    readonly unused: string;
    readonly backlog: (count: number) => string;
    readonly retrying: string;
    readonly coolingUntil: (time: string) => string;
    readonly pausedSince: (time: string) => string;
    readonly limit: (perMinute: number) => string;
    readonly sharesWith: (robots: string) => string;
    readonly all: string;
    readonly lanesHeading: string;
    readonly waitingSince: (span: string) => string;
    readonly usage: (calls: number, perMonth: number) => string;
    readonly usageLabel: string;
    readonly planned: (calls: number) => string;
    readonly overQuota: string;
    readonly keywords: (words: string) => string;
    readonly tells: (robot: string) => string;
    readonly secured: string;
    readonly unsecured: string;
    readonly peaks: string;
    readonly peak: (time: string, messages: number, last: string) => string;
    readonly facts: Readonly<Record<'limit' | 'usage' | 'backlog' | 'security' | 'onFailure', string>>;
    readonly noBacklog: string;
  };

  readonly configuration: {
    readonly heading: string;
    readonly readAt: string;
    readonly accepted: string;
    readonly refused: string;
    readonly directory: string;
    readonly holds: string;
    readonly counts: (reminders: number, robots: number, people: number) => string;
    readonly fine: string;
    readonly fineHint: string;
  };

  readonly sandbox: {
    readonly heading: string;
    readonly note: string;
    readonly goLive: string;
    readonly all: string;
    readonly groups: string;
    readonly allGroups: string;
    readonly none: string;
  };

  readonly login: {
    readonly title: string;
    readonly explanation: string;
    readonly label: string;
    readonly submit: string;
    readonly wrong: string;
  };

  /** Refusals, for people who see them in a browser. */
  readonly refusals: {
    readonly home: string;
    readonly title: string;
    readonly host: string;
    readonly origin: string;
    readonly remote: string;
    readonly write: string;
    readonly token: string;
    readonly calendarRevoked: string;
    readonly tooManyTries: string;
    readonly tooLarge: string;
    readonly notFound: string;
    readonly method: (allowed: string) => string;
    readonly formWanted: string;
    readonly storeRefuses: string;
    readonly internal: string;
  };
}

interface RelativeTexts {
  readonly now: string;
  /** Less than a minute ago. */
  readonly justNow: string;
  /** In words, most significant first, never more than two units. */
  span(parts: SpanParts): string;
  future(span: string): string;
  past(span: string): string;
}

export interface SpanParts {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
}
