import type { Expected } from './expected.ts';

/** What came where something else was expected. */
export type Got =
  | { readonly kind: 'nothing' }
  /** As written in the file, secrets masked. */
  | { readonly kind: 'text'; readonly written: string }
  | { readonly kind: 'map' }
  | { readonly kind: 'list' }
  | { readonly kind: 'empty-list' };

/** Its words are always the same. */
type Nothing = Readonly<Record<string, never>>;

/** What the words of each error are made of. Nothing in them ever came from the environment. */
export interface ErrorParams {
  'folder-missing': { folder: string };
  'folder-unreadable': { folder: string; reason: string };
  'folder-empty': { folder: string };
  'file-unreadable': { reason: string };
  'file-too-large': { limitKiB: number };
  'not-utf8': Nothing;
  'control-character': { codePoint: string };

  'yaml-syntax': Nothing;
  'yaml-tab': Nothing;
  'yaml-full-width-colon': { key: string };
  'yaml-full-width-comma': Nothing;
  'yaml-full-width-gap': Nothing;
  'yaml-space-after-colon': { key: string };
  'yaml-missing-colon': { text: string };
  'yaml-quote-needed': { character: string; suggestion?: string };
  'yaml-colon-in-text': { suggestion?: string };
  'yaml-text-after-quote': { suggestion?: string };
  'yaml-unclosed-quote': { quote: string };
  'yaml-unclosed-bracket': { open: string; close: string };
  'yaml-full-width-space': Nothing;
  'yaml-missing-comma': { key: string };
  'yaml-merge-key': Nothing;
  'yaml-extra-bracket': { character: string };
  'yaml-block-indent': Nothing;
  'yaml-indent': Nothing;
  'yaml-bad-escape': Nothing;
  'yaml-text-after-block': { suggestion?: string };
  'yaml-documents': Nothing;
  'yaml-too-deep': Nothing;
  'yaml-too-large': { limit: number };
  'yaml-tag': Nothing;
  'yaml-alias-loop': Nothing;

  'duplicate-key': { key: string; firstLine: number; isSection: boolean };
  'duplicate-name': { section: string; name: string; first: string };
  'duplicate-section': { section: string; first: string };
  'unknown-key': { key: string; nearest?: string; known: readonly string[] };
  'not-indented': { name: string; section: string };
  'outside-section': { name: string };
  'bad-name': { name: string };
  'missing-key': { key: string; expected: Expected };
  'wrong-value': { expected: Expected; got: Got; suggestion?: string; key?: string };
  'wrong-choice': { choices: readonly string[]; got: Got; nearest?: string };

  'unset-variable': { name: string };
  'malformed-variable': { name: string };
  'unclosed-quote-in-env': { name: string };
  'bad-environment-value': { written: string };

  'no-trigger': { reminder: string };
  'several-triggers': { keys: readonly string[] };
  'no-message': { reminder: string };
  'several-messages': { keys: readonly string[] };
  'key-without-partner': { key: string; partners: readonly string[] };
  'keys-exclude': { key: string; other: string };
  'no-robot': { reminder: string; known: readonly string[] };
  'unknown-robot': { name: string; nearest?: string; known: readonly string[] };
  'unknown-person': { name: string; nearest?: string; known: readonly string[] };
  'unknown-calendar': { name: string; nearest?: string; known: readonly string[] };
  'unknown-country': { name: string; nearest?: string };
  'unknown-region': { name: string; known: readonly string[] };
  'country-package-missing': { country: string };
  'unknown-timezone': { name: string; nearest?: string };
  'person-without-birthday': { person: string };
  'nobody-has-birthday': Nothing;
  'mention-in-card': { type: string };
  'too-many-mentions': { count: number; limit: number };
  'calendar-year-unknown': { year: number };
  'wrong-order': { from: string; until: string };
  'no-such-date': { written: string };
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
  'webhook-scheme': Nothing;
  'webhook-credentials': Nothing;
  'webhook-host': Nothing;
  'webhook-port': Nothing;
  'webhook-path': Nothing;
  'webhook-no-token': Nothing;
  'webhook-many-tokens': Nothing;
  'limit-above-vendor': { limit: number };
  placeholder: { key: 'webhook' | 'secret' };
  'message-too-long': { limit: number; kind: string };
}

/** What a template's fault says of itself, in English. */
interface TemplateParams {
  readonly message: string;
  readonly hint?: string;
  readonly name?: string;
  readonly suggestion?: string;
}

/** What the reminders will ask of robots that share a token: their names, and figures. */
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
}

/** Valid, but surely not meant. */
export interface WarningParams {
  'cut-at-hash': { kept: string; suggestion?: string };
  'literal-newline': { suggestion?: string };
  'anchor-unused': { anchor: string; suggestion?: string };
  'date-format': { written: string; suggestion: string; kind: 'tokens' | 'mixed' | 'weekday' | 'half-day' };
  'date-without-time': { written: string };
  'duplicate-time': { time: string };
  'once-past': { written: string };
  'never-fires': { reminder: string };
  'filter-leaves-nothing': { reminder: string; keys: readonly string[] };
  'time-in-gap': { date: string; time: string; fires: string; timezone: string };
  'time-repeated': { date: string; time: string; timezone: string };
  'calendar-year-provisional': { year: number };
  'timezone-sign': { name: string; meant: string; hours: number; isBehind: boolean };
  'unused-robot': { robot: string };
  'unused-calendar': { calendar: string };
  'calendar-without-effect': Nothing;
  'keyword-missing': { robot: string; keyword: string };
  'message-split': { limit: number; parts: number };
  'blank-on-date': { date: string };
  'single-braces': { name: string };
  'value-always-empty': { name: 'person' | 'years' | 'days_left' | 'minutes_left' | 'days_since' };
  'person-unseen': { key: string };
  'same-reminder': { reminder: string; other: string };
  'repeated-item': { key: string; item: string };
  'too-often': { aMinute: number; robot: string; perMinute: number };
  'late-beyond-period': { late: string; every: string };
  'skip-without-effect': { written: string };
  'failure-told-to-itself': { robot: string; told: string };
  'host-without-token': Nothing;
  'token-short': { least: number };
  'calendar-token-opens-all': Nothing;
  'mention-without-contact': { person: string; type: string };
  'secret-unlike': Nothing;
}
