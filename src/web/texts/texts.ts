import type { Attempt, Origin, State } from '../../delivery/delivery.ts';

/** The languages of the page: those of `daemon.locale`. */
export type Language = 'zh-CN' | 'en';

/** Every word that the page says. Plain text: the views escape it. */
export interface Texts {
  readonly language: Language;
  readonly name: string;
  readonly tagline: string;
  readonly skipToContent: string;
  readonly languages: string;
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
    readonly moment: string;
  };
  readonly dayName: { readonly yesterday: string; readonly today: string; readonly tomorrow: string };
  readonly relative: RelativeTexts;
  /** A span within one sentence: `9:30 – 18:00`. */
  until(time: string): string;

  readonly overview: {
    readonly heading: string;
    readonly next: string;
    readonly nothing: string;
    readonly tally: string;
    readonly deliveredToday: string;
    readonly failedToday: string;
    readonly waiting: string;
    readonly atLeast: (count: number) => string;
  };

  readonly problems: {
    readonly heading: string;
    readonly errors: (count: number) => string;
    readonly keepsLastGood: string;
    readonly warnings: (count: number) => string;
    readonly frame: (place: string) => string;
  };

  readonly upcoming: {
    readonly heading: string;
    readonly more: (count: number) => string;
    readonly farAway: string;
    readonly cut: string;
    readonly none: string;
    readonly noneHint: string;
    readonly onlyPaused: string;
    readonly notice: (days: number, date: string) => string;
    readonly goesTo: string;
    /** YAML that works as it stands. */
    readonly example: string;
  };

  /** What people have set by hand: skips, pauses, vacations. */
  readonly byHand: {
    readonly heading: string;
    readonly pausedUntil: (time: string) => string;
    /** In front of a command. */
    readonly takeBack: string;
  };

  readonly history: {
    readonly heading: string;
    readonly latest: (count: number) => string;
    readonly none: string;
    readonly noneHint: string;
    readonly states: Readonly<Record<State, string>>;
    readonly origins: Readonly<Record<Exclude<Origin, 'schedule'>, string>>;
    readonly late: (span: string) => string;
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
    readonly coolingUntil: (time: string) => string;
    readonly pausedSince: (time: string) => string;
    readonly limit: (perMinute: number) => string;
    readonly sharesWith: (robots: string) => string;
  };

  readonly sandbox: {
    readonly heading: string;
    readonly note: string;
    readonly goLive: string;
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
