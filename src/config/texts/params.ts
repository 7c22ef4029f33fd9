import type { Printable } from '../printable.ts';
import type { Expected } from './expected.ts';

/** What came where something else was expected. */
export type Got =
  | { readonly kind: 'nothing' }
  /** As written in the file, secrets masked. */
  | { readonly kind: 'text'; readonly written: Printable }
  | { readonly kind: 'map' }
  | { readonly kind: 'list' }
  | { readonly kind: 'empty-list' };

/** Where `shift: next-workday` would put one of its dates. */
export interface Moved {
  readonly from: Printable;
  readonly to: Printable;
}

/** Its words are always the same. */
type Nothing = Readonly<Record<string, never>>;

/** What the words of each error are made of. Nothing in them ever came from the environment. */
export interface ErrorParams {
  'folder-missing': { folder: Printable };
  'folder-unreadable': { folder: Printable; reason: Printable };
  'folder-read-twice': { folder: Printable; same: Printable };
  'folder-empty': { folder: Printable };
  'file-unreadable': { reason: Printable };
  'file-too-large': { limitKiB: number };
  'not-utf8': Nothing;
  'control-character': { codePoint: Printable };

  'yaml-syntax': Nothing;
  'yaml-tab': Nothing;
  'yaml-full-width-colon': { key: Printable };
  'yaml-full-width-comma': Nothing;
  'yaml-full-width-gap': Nothing;
  'yaml-space-after-colon': { key: Printable };
  'yaml-list-without-brackets': { line: Printable };
  'yaml-missing-colon': { text: Printable };
  'yaml-quote-needed': { character: Printable; suggestion?: Printable };
  'yaml-colon-in-text': { suggestion?: Printable };
  'yaml-text-after-quote': { suggestion?: Printable };
  'yaml-unclosed-quote': { quote: Printable };
  'yaml-unclosed-bracket': { open: Printable; close: Printable };
  'yaml-full-width-space': Nothing;
  'yaml-missing-comma': { key: Printable };
  'yaml-merge-key': { key: Printable };
  'yaml-conflict': Nothing;
  'yaml-extra-bracket': { character: Printable };
  'yaml-block-indent': Nothing;
  'yaml-indent': Nothing;
  'yaml-bad-escape': Nothing;
  'yaml-text-after-block': { suggestion?: Printable };
  'yaml-documents': Nothing;
  'yaml-too-deep': Nothing;
  'yaml-too-large': { limit: number };
  'yaml-tag': Nothing;
  'yaml-alias-loop': Nothing;

  'duplicate-key': { key: Printable; firstLine: number; isSection: boolean };
  'duplicate-name': { section: Printable; name: Printable; first: Printable };
  'duplicate-section': { section: Printable; first: Printable };
  'unknown-key': {
    key: Printable;
    nearest?: Printable;
    known: readonly Printable[];
    /** The entries that say what was meant; none = it may go. */
    instead?: readonly Printable[];
    /** Another key instead of which they stand too. */
    also?: Printable;
  };
  'not-indented': { name: Printable; section: Printable };
  'outside-section': { name: Printable };
  'bad-name': { name: Printable };
  'missing-key': { key: Printable; expected: Expected };
  'wrong-value': {
    expected: Expected;
    got: Got;
    suggestion?: Printable;
    /** The entries that say what was meant; none = it may go. */
    lines?: readonly Printable[];
    /** They stand beside the list, or instead of it; or the suggestion is a time that has the date of the next day. */
    place?: 'beside' | 'list' | 'next-day';
    key?: Printable;
  };
  'wrong-choice': { choices: readonly Printable[]; got: Got; nearest?: Printable };

  'unset-variable': { name: Printable };
  'variable-gone': { name: Printable };
  'env-file-unreadable': { reason: Printable };
  'env-quote-unclosed': Nothing;
  'malformed-variable': { name: Printable };
  'unclosed-quote-in-env': { name: Printable };
  'bad-environment-value': { written: Printable };

  'no-trigger': { reminder: Printable };
  'several-triggers': { keys: readonly Printable[]; once?: Printable };
  'no-message': { reminder: Printable };
  'several-messages': { keys: readonly Printable[] };
  'pick-of-one': Nothing;
  'key-without-partner': { key: Printable; partners: readonly Printable[]; active?: Printable };
  'keys-exclude': { key: Printable; other: Printable };
  /** `once`: the same event, told only when `advance` says. */
  'advance-of-countdown': { once: Printable };
  'no-robot': { reminder: Printable; known: readonly Printable[] };
  'unknown-robot': { name: Printable; nearest?: Printable; known: readonly Printable[] };
  'unknown-person': { name: Printable; nearest?: Printable; known: readonly Printable[] };
  'unknown-calendar': { name: Printable; nearest?: Printable; known: readonly Printable[] };
  'unknown-country': { name: Printable; nearest?: Printable };
  'unknown-region': { name: Printable; known: readonly Printable[] };
  'country-package-missing': { country: Printable };
  'unknown-timezone': { name: Printable; nearest?: Printable };
  'person-without-birthday': { person: Printable };
  'nobody-has-birthday': Nothing;
  'person-without-joined': { person: Printable };
  'nobody-has-joined': Nothing;
  'mention-in-card': { type: Printable };
  'too-many-mentions': { count: number; limit: number };
  'calendar-year-unknown': { year: number };
  'wrong-order': { from: Printable; until: Printable };
  'no-such-date': { written: Printable };
  'two-buttons-horizontal': Nothing;

  'template-syntax': TemplateParams;
  'template-full-width': TemplateParams;
  'template-missing-pipe': TemplateParams;
  'template-unknown-value': TemplateParams;
  'template-unknown-filter': TemplateParams;
  'template-unknown-tag': TemplateParams;
  'template-empty': TemplateParams;
  'template-failed': TemplateParams;

  'webhook-empty': Nothing;
  'webhook-no-url': Nothing;
  'webhook-with-secret': Nothing;
  'webhook-scheme': Nothing;
  'webhook-credentials': Nothing;
  'webhook-host': Nothing;
  'webhook-port': Nothing;
  'webhook-path': Nothing;
  'webhook-no-token': Nothing;
  'webhook-many-tokens': Nothing;
  'unknown-event': { name: Printable; nearest?: Printable };
  'hook-unproven': { from: Printable; signs: boolean };
  'hook-does-not-sign': { from: Printable };
  'hook-needs-public-url': Nothing;
  'hook-needs-feed': Nothing;
  'hook-is-fetched': { key: Printable };
  'feed-too-often': Nothing;
  'key-of-other-sender': { key: Printable; from: Printable; for: Printable };
  'condition-mixed': Nothing;
  'condition-negated': { written: Printable; suggestion: Printable };
  'condition-parentheses': Nothing;
  /** `kind` is missing of what looks at all of them. */
  'event-unknown-value': { name: Printable; kind?: Printable; suggestion?: Printable; known?: Printable };

  'limit-above-vendor': { limit: number };
  placeholder: { key: 'webhook' | 'secret' };
  'message-too-long': { limit: number; kind: Printable };
}

/** What a template's fault says of itself, in English. */
interface TemplateParams {
  readonly message: Printable;
  readonly hint?: Printable;
  readonly name?: Printable;
  readonly suggestion?: Printable;
}

/** What is said of a configuration as a whole: what its reminders will ask of robots that share a token, and what it lacks. */
export interface ForecastParams {
  peak: {
    robots: readonly string[];
    messages: number;
    perMinute: number;
    /** Local date and time; `until` where it takes several minutes. */
    date: string;
    time: string;
    until?: string;
    /** When the last goes out, with its date where that is another day. */
    last: string;
    /** On how many further days the same happens. */
    moreDays: number;
  };
  quota: { robots: readonly string[]; calls: number; perMonth: number };
  unwatched: Nothing;
  'examples-held': { examples: readonly string[]; robots: readonly string[] };
  'reminders-gone': { count: number };
}

/** Valid, but surely not meant. */
export interface WarningParams {
  'proxy-invalid': { name: Printable };
  'certificates-unreadable': { name: Printable };
  'cut-at-hash': { kept: Printable; suggestion?: Printable };
  'literal-newline': { suggestion?: Printable };
  'anchor-unused': { anchor: Printable; suggestion?: Printable };
  'date-format': { written: Printable; suggestion: Printable; kind: 'tokens' | 'mixed' | 'weekday' | 'half-day' };
  'date-without-time': { written: Printable };
  'duplicate-time': { time: Printable };
  'once-past': { written: Printable };
  'never-fires': { reminder: Printable; moved?: Moved };
  'beyond-known-days': {
    reminder: Printable;
    until: number /** `sky`: lunar dates, terms. */;
    what: 'workdays' | 'sky';
  };
  'waits-for-notice': { reminder: Printable; year: number };
  'event-left-out': { keys: readonly Printable[]; date: Printable; time: Printable };
  'filter-leaves-nothing': { reminder: Printable; keys: readonly Printable[]; moved?: Moved };
  'time-in-gap': { date: Printable; time: Printable; fires: Printable; timezone: Printable };
  'time-repeated': { date: Printable; time: Printable; timezone: Printable };
  'calendar-year-provisional': { year: number };
  'date-compared': { written: Printable; reason: 'unlike' | 'timeless' | 'case'; assign?: Printable };
  'mobile-digits': { written: Printable; digits: number };
  'next-far-off': { date: Printable; reason: 'named' | 'options' | 'since' };
  'at-calls-nobody': { written: Printable; mention?: Printable };
  'dates-swallowed': {
    keys: readonly Printable[];
    count: number;
    of: number;
    dates: readonly Printable[];
    moved?: Moved;
    /** `shift: skip` would leave out the same days. */
    canSkip: boolean;
  };
  'roster-unfair': { people: readonly Printable[] };
  'names-look-alike': { name: Printable; other: Printable };
  'timezone-no-summer-time': { name: Printable; meant: Printable };
  'timezone-sign': { name: Printable; hours: number; isBehind: boolean; ahead?: Printable; behind?: Printable };
  'unused-robot': { robot: Printable };
  'unused-calendar': { calendar: Printable };
  'calendar-without-effect': Nothing;
  'keyword-missing': { robot: Printable; keyword: Printable };
  'message-split': { limit: number; parts: number };
  'says-nothing': { date?: Printable };
  'blank-on-date': { date: Printable };
  'single-braces': { name: Printable };
  'value-always-empty': { name: 'person' | 'next' | 'years' | 'days_left' | 'minutes_left' | 'days_since' };
  'person-unseen': { key: Printable };
  'same-reminder': { reminder: Printable; other: Printable };
  'repeated-item': { key: Printable; item: Printable };
  'too-often': { aMinute: number; robot: Printable; perMinute: number };
  'late-beyond-period': { late: Printable; every: Printable };
  'skip-without-effect': { written: Printable };
  'failure-told-to-itself': { robot: Printable; told: Printable };
  'host-without-token': Nothing;
  'token-short': { least: number };
  'calendar-token-opens-all': Nothing;
  'mention-without-contact': { person: Printable; type: Printable };
  'secret-unlike': Nothing;
  'secret-short': { least: number };
  'account-of-two': { account: Printable; place: Printable; person: Printable; other: Printable };
  'signature-lost-in-relay': { from: Printable };
  'sent-in-quiet-hours': { reminder: Printable; robot: Printable; time: Printable };
  'quiet-of-none': Nothing;
  'quiet-endless': { until: Printable };
  'filter-never-matches': { key: Printable; from: Printable };
  'event-never-sent': { event: Printable; from: Printable; known: Printable };
}
