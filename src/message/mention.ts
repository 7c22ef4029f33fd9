import type { Mentions, Message } from './message.ts';

/** What came of asking a message to call people. */
export interface Mentioned<M extends Message = Message> {
  readonly message: M;
  /** Those who will not be called: the type cannot, or there are too many. `undefined` = everyone is. */
  readonly lost?: Mentions;
}

/** The vendor's limit. */
export const MAX_MENTIONS = 50;

/**
 * Makes a message call people. DingTalk wants each of them twice: in its `at` block and as `@13800000000` in the content,
 * where it is put unless it stands there already. Link and feedCard call nobody; an actionCard calls by user id alone.
 */
export function withMentions(message: Message, mentions: Mentions): Mentioned {
  const wanted = unique(mentions);
  const { possible, lost } = splitPossible(message.kind, wanted);
  const remaining = isNobody(lost) ? {} : { lost };
  if (isNobody(possible)) return { message, ...remaining };
  return { message: calling(message, possible), ...remaining };
}

/** The same for readers whom it does not call: no phone number stands in a calendar that some cloud keeps. */
export function withoutMentions(message: Message): Message {
  if ((message.kind !== 'text' && message.kind !== 'markdown') || message.mentions === undefined) return message;
  const { mentions, ...rest } = message;
  const { mobiles, userIds } = unique(mentions);
  const text = [...mobiles, ...userIds].reduce((left, who) => left.replaceAll(callOf(who), ''), rest.text);
  return { ...rest, text: text.trimEnd() };
}

/** The same as the group reads it: DingTalk shows a name where the content has the number. Who is not known stays so. */
export function withNames(message: Message, names: ReadonlyMap<string, string>): Message {
  if ((message.kind !== 'text' && message.kind !== 'markdown') || message.mentions === undefined) return message;
  const { mobiles, userIds } = unique(message.mentions);
  const text = [...mobiles, ...userIds].reduce((left, who) => {
    const name = names.get(who);
    return name === undefined ? left : left.replaceAll(callOf(who), (call) => call.replace(who, () => name));
  }, message.text);
  return { ...message, text };
}

/** Whom a message of this kind could not call, for a warning before anything is sent; `undefined` = it calls everyone. */
export function lostMentions(kind: Message['kind'], mentions: Mentions): Mentions | undefined {
  const { lost } = splitPossible(kind, unique(mentions));
  return isNobody(lost) ? undefined : lost;
}

/**
 * A mobile number as DingTalk wants it in a mention: `13800000000`, overseas `+852-12345678`. Spaces, hyphens and +86 are
 * forgiven for Chinese numbers; overseas the hyphen after the country code cannot be guessed.
 *
 * @returns `undefined` when it is no such number.
 */
export function parseMobile(text: string): string | undefined {
  const digits = text.trim().replace(/[\s()-]/g, '');
  const domestic = /^(?:(?:\+|00)?86)?(1\d{10})$/.exec(digits);
  if (domestic) return domestic[1];
  const overseas = /^\+([1-9]\d{0,3})[-\s]([\d\s-]{4,20})$/.exec(text.trim());
  const [, country, rest] = overseas ?? [];
  return country === undefined || rest === undefined ? undefined : `+${country}-${rest.replace(/[\s-]/g, '')}`;
}

/** `manager123`, `0123456`: a name without any digit is rather a person who is not in `people:`. */
export function isUserId(text: string): boolean {
  return /^(?=.*\d)[\w.@-]{4,64}$/.test(text);
}

interface People {
  readonly all: boolean;
  readonly mobiles: readonly string[];
  readonly userIds: readonly string[];
}

const NOBODY: People = { all: false, mobiles: [], userIds: [] };

function unique({ all = false, mobiles = [], userIds = [] }: Mentions): People {
  return { all, mobiles: [...new Set(mobiles)], userIds: [...new Set(userIds)] };
}

function splitPossible(kind: Message['kind'], wanted: People): { readonly possible: People; readonly lost: People } {
  switch (kind) {
    case 'text':
    case 'markdown':
      return capped(wanted);
    case 'actionCard': {
      const { possible, lost } = capped({ ...NOBODY, userIds: wanted.userIds });
      return { possible, lost: { all: wanted.all, mobiles: wanted.mobiles, userIds: lost.userIds } };
    }
    case 'link':
    case 'feedCard':
      return { possible: NOBODY, lost: wanted };
  }
}

function capped({ all, mobiles, userIds }: People): { readonly possible: People; readonly lost: People } {
  const room = Math.max(0, MAX_MENTIONS - mobiles.length);
  return {
    possible: { all, mobiles: mobiles.slice(0, MAX_MENTIONS), userIds: userIds.slice(0, room) },
    lost: { all: false, mobiles: mobiles.slice(MAX_MENTIONS), userIds: userIds.slice(room) },
  };
}

function calling(message: Message, people: People): Message {
  switch (message.kind) {
    case 'text':
      return { ...message, text: appended(message.text, people, ' '), mentions: asMentions(people) };
    case 'markdown':
      // A paragraph of its own: on the last line it would become part of a list or a heading.
      return { ...message, text: appended(message.text, people, '\n\n'), mentions: asMentions(people) };
    case 'actionCard':
      return { ...message, text: appended(message.text, people, '\n\n') };
    case 'link':
    case 'feedCard':
      return message;
  }
}

function appended(text: string, { mobiles, userIds }: People, separator: string): string {
  const missing = [...mobiles, ...userIds].filter((who) => !calls(text, who)).map((who) => `@${who}`);
  if (missing.length === 0) return text;
  const trimmed = text.trimEnd();
  return trimmed === '' ? missing.join(' ') : `${trimmed}${separator}${missing.join(' ')}`;
}

function calls(text: string, who: string): boolean {
  return callOf(who).test(text);
}

/** `@138` does not stand in `@1380`. */
function callOf(who: string): RegExp {
  return new RegExp(` ?@${RegExp.escape(who)}(?![\\w-])`, 'g');
}

function asMentions({ all, mobiles, userIds }: People): Mentions {
  return {
    ...(all ? { all } : {}),
    ...(mobiles.length === 0 ? {} : { mobiles }),
    ...(userIds.length === 0 ? {} : { userIds }),
  };
}

function isNobody({ all, mobiles, userIds }: People): boolean {
  return !all && mobiles.length === 0 && userIds.length === 0;
}
