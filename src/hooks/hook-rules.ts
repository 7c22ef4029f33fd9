import type { SenderName } from './sender-name.ts';
import type { Kind } from './kinds.ts';

/** What the room needs of an entry of `hooks:`; configuration knows more of it. */
export interface HookRules extends EventFilter {
  readonly name: string;
  readonly from: SenderName;
  /** What the sender signs with; any counts. */
  readonly secrets: readonly string[];
  /** What a sender that cannot sign shows: `Authorization: Bearer` or `?token=`. */
  readonly tokens: readonly string[];
  /** A channel at a relay that passes on what is posted there. A secret: whoever knows it reads along. */
  readonly relay?: string;
  /** Of `from: json`. */
  readonly signature?: SignatureRule;
  /** Also those. Default `false`. */
  readonly bots?: boolean;
  readonly drafts?: boolean;
  readonly confidential?: boolean;
  /** Of Jira: more fields of its changelog that are worth telling. */
  readonly fields?: readonly string[];
  /** Kinds that are told together: told too, whatever `events` says. */
  readonly digest?: { readonly events: readonly string[] };
  readonly templates?: Readonly<Partial<Record<Kind, MessageTemplate>>>;
  /** Of `from: json`: templates over `body` and `header`. */
  readonly key?: string;
  readonly title?: string;
  readonly text?: string;
  readonly url?: string;
}

/** Of a hook, and of each of its routes. Globs; `"!…"` leaves out and wins. */
export interface EventFilter {
  readonly events?: readonly string[];
  readonly repositories?: readonly string[];
  readonly branches?: readonly string[];
  readonly labels?: readonly string[];
  readonly authors?: readonly string[];
  /** Liquid conditions that must all hold. */
  readonly when?: readonly string[];
}

export interface SignatureRule {
  readonly header: string;
  readonly algorithm: 'sha256' | 'sha1' | 'sha512';
  readonly encoding: 'hex' | 'base64';
  /** What stands before it in the header: `sha256=`. Default nothing. */
  readonly prefix?: string;
  /** What is signed: `{timestamp}.{body}`. Default `{body}`. */
  readonly signed?: string;
  /** Where `{timestamp}` stands, in seconds or milliseconds; it may be five minutes off. */
  readonly timestamp?: string;
}

interface MessageTemplate {
  readonly title?: string;
  readonly text?: string;
}
