/**
 * The five message types of a DingTalk custom robot, rendered and ready to be sent.
 * Names are of one style here; `robot/dingtalk/payload.ts` knows the vendor's casing.
 */
export type Message = TextMessage | MarkdownMessage | LinkMessage | ActionCardMessage | FeedCardMessage;

/** Where a link opens: in the reader's browser. Default: in DingTalk's side bar. */
export type OpenIn = 'browser';

export interface TextMessage {
  readonly kind: 'text';
  readonly text: string;
  readonly mentions?: Mentions;
}

export interface MarkdownMessage {
  readonly kind: 'markdown';
  /** Shown in the conversation list and the notification, not in the message itself. */
  readonly title: string;
  readonly text: string;
  readonly mentions?: Mentions;
}

export interface LinkMessage {
  readonly kind: 'link';
  readonly title: string;
  readonly text: string;
  readonly url: string;
  readonly picture?: string;
  readonly openIn?: OpenIn;
}

export interface ActionCardMessage {
  readonly kind: 'actionCard';
  readonly title: string;
  /** Markdown. */
  readonly text: string;
  /** One button makes the whole card a link; several stand below it. */
  readonly buttons: readonly [Button, ...Button[]];
  /** How several buttons stand; side by side works with exactly two. Default `vertical`. */
  readonly layout?: 'vertical' | 'horizontal';
}

export interface Button {
  readonly title: string;
  readonly url: string;
  readonly openIn?: OpenIn;
}

export interface FeedCardMessage {
  readonly kind: 'feedCard';
  readonly links: readonly [FeedLink, ...FeedLink[]];
}

export interface FeedLink {
  readonly title: string;
  readonly url: string;
  readonly picture: string;
  readonly openIn?: OpenIn;
}

/** Whom a message calls. DingTalk wants each of them in the content as well: `mention.ts` puts them there. */
export interface Mentions {
  /** Everyone in the group. Default false. */
  readonly all?: boolean;
  /** Mobile numbers; overseas ones as `+852-12345678`. */
  readonly mobiles?: readonly string[];
  /** DingTalk user ids. */
  readonly userIds?: readonly string[];
}
