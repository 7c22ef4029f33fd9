import type { Language } from '../message/language.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Refused } from './because.ts';
import type { HookEvent } from './hook-event.ts';
import type { HookRules } from './hook-rules.ts';
import type { SenderName } from './sender-name.ts';

/** What of a request is there before its body. */
export interface RequestHead {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** `?token=`, or as DingTalk has it `?access_token=`. */
  readonly token?: string;
  /** What else stands in the address. */
  readonly query?: Readonly<Record<string, string>>;
  /** The hook's public address, as the sender was told it: Trello signs it. */
  readonly url?: string;
}

export interface HookRequest extends RequestHead {
  /** Byte for byte. */
  readonly body: Uint8Array;
}

/** A request whose body has been read, by a sender that was proven. */
export interface Delivered {
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON, whatever it was wrapped in; the fields of a form; a plain text. Without prototype tricks. */
  readonly body: unknown;
}

/** One sender: its words stand in its file alone. */
export interface Sender {
  readonly name: SenderName;
  /** What it can say, as `events` would name it; of builds and comments what is made of them here as well. */
  readonly kinds: readonly string[];
  /** Where address and secret, or token, are entered there, for people. */
  readonly setup: Words;
  /** The secret is its own: whoever sets a hook up copies it from there. */
  readonly givesSecret?: boolean;
  /** It has no page for webhooks: its API makes them. */
  readonly isRegistered?: boolean;
  /** What the token in the address is called. Default `token`. */
  readonly tokenParameter?: string;
  /** It posts to no private address by itself: what has to be written there, to allow it this host (`192.168.1.5`). */
  readonly allowing?: (host: string) => Words;
  /** How it signs. Absent: it cannot, and only a token proves it. */
  readonly signature?: Signature;
  /** A header that holds the secret itself: who shows it is judged before the body is read. */
  readonly secretHeader?: string;
  /** What a redelivery repeats and nothing else does; `undefined`: the body itself, for ten minutes. */
  readonly duplicateKey: (delivered: Delivered, rules: HookRules) => string | undefined;
  /** After how long the same key is other news, in ms: an alert that still fires. Default: never. */
  readonly sameFor?: number;
  /** What is in it. Never throws; what it does not know is `unknown`. */
  readonly read: (delivered: Delivered, rules: HookRules) => Reading;
  /** What it hears, where it expects other answers than those that all get; `undefined`: those. */
  readonly reply?: (fate: Fate, rules: Pick<HookRules, 'tokens'>) => Reply | undefined;
  /** Keys of the body, wherever they stand, that hold secrets: they are read by nobody and stored nowhere. */
  readonly secretKeys?: readonly string[];
  /** It signs the hook's address as well, so that has to be known. */
  readonly signsAddress?: boolean;
  /** It signs JSON that is written otherwise than a relay writes it anew: the signature does not outlast that. */
  readonly lostInRelay?: boolean;
  /** Nobody posts: the daemon looks itself, and what it found is proven. */
  readonly isFetched?: boolean;
  /** What it could not deliver it never sends again. */
  readonly neverRetries?: boolean;
  /** Keys that only hooks of this sender have, or of few others. */
  readonly ownKeys?: readonly string[];
  /** What it never says: a filter by one of these lets nothing by. */
  readonly silentOf?: readonly FilterKey[];
}

/** A sentence in each language. */
type Words = Readonly<Record<Language, string>>;

/** What events can be filtered by, beside their kind. */
export const FILTER_KEYS = ['repositories', 'branches', 'labels', 'authors'] as const;
type FilterKey = (typeof FILTER_KEYS)[number];

export interface Signature {
  /** Where it stands, in lower case; a request with none of them is not signed. */
  readonly headers: readonly string[];
  /** Likewise, in the address. */
  readonly parameters?: readonly string[];
  /** Where both are shown, it alone decides: a right token beside a wrong signature proves nothing. */
  readonly outweighsToken?: boolean;
  readonly verify: (request: HookRequest, secret: string, now: EpochMs) => Verified;
}

export type Verified = 'right' | 'wrong' | 'stale';

export type Reading =
  /** The strongest first. */
  | { readonly kind: 'events'; readonly events: readonly [HookEvent, ...HookEvent[]] }
  /** Of a kind that this program does not know; its name at the sender. */
  | { readonly kind: 'unknown'; readonly event: string }
  /** Known, and never news: a card sorted within its list, a change that changed nothing. */
  | { readonly kind: 'nothing'; readonly event: string }
  /** Not what may be sent, as whoever else takes it would say: its code, and its words. */
  | { readonly kind: 'malformed'; readonly code: string; readonly text: string };

/** What became of a request, as far as its sender hears of it. */
export type Fate =
  /** Told, or left out on purpose: nothing is to be done about it. */
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly because: Refused }
  | { readonly kind: 'too-many-tries' }
  /** The database does not answer. */
  | { readonly kind: 'busy' }
  /** `GET` where something is to be posted. */
  | { readonly kind: 'not-posted' };

export interface Reply {
  readonly status: number;
  /** Its content type. */
  readonly type: string;
  readonly body: string;
}

/** Most requests say one thing. */
export function one(event: HookEvent): Reading {
  return { kind: 'events', events: [event] };
}
