import { browserLink } from './browser-link.ts';
import type { ActionCardMessage, FeedCardMessage, LinkMessage, Mentions, Message } from '../../message/message.ts';

/** The vendor's JSON, casing and all: link says `messageUrl` and `picUrl`, feedCard `messageURL` and `picURL`. */
export type Payload = PayloadContent & { readonly msgUuid: string };

type PayloadContent =
  | { readonly msgtype: 'text'; readonly text: { readonly content: string }; readonly at?: PayloadAt }
  | {
      readonly msgtype: 'markdown';
      readonly markdown: { readonly title: string; readonly text: string };
      readonly at?: PayloadAt;
    }
  | {
      readonly msgtype: 'link';
      readonly link: {
        readonly title: string;
        readonly text: string;
        readonly messageUrl: string;
        readonly picUrl?: string;
      };
    }
  | { readonly msgtype: 'actionCard'; readonly actionCard: PayloadActionCard }
  | {
      readonly msgtype: 'feedCard';
      readonly feedCard: {
        readonly links: readonly { readonly title: string; readonly messageURL: string; readonly picURL: string }[];
      };
    };

export interface PayloadAt {
  readonly atMobiles: readonly string[];
  readonly atUserIds: readonly string[];
  readonly isAtAll: boolean;
}

type PayloadActionCard =
  | { readonly title: string; readonly text: string; readonly singleTitle: string; readonly singleURL: string }
  | {
      readonly title: string;
      readonly text: string;
      readonly btnOrientation: '0' | '1';
      readonly btns: readonly { readonly title: string; readonly actionURL: string }[];
    };

/** The vendor's limit for a whole body, in bytes of UTF-8. */
export const MAX_PAYLOAD_BYTES = 20_000;

/**
 * What is posted for a message.
 *
 * @param msgUuid The vendor's idempotency key, at the top level: the same for every retry.
 * @see https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages
 */
export function buildPayload(message: Message, msgUuid: string): Payload {
  return { ...content(message), msgUuid };
}

/** How many bytes of the vendor's {@link MAX_PAYLOAD_BYTES} a payload takes. */
export function payloadBytes(payload: Payload): number {
  return Buffer.byteLength(JSON.stringify(payload), 'utf8');
}

function content(message: Message): PayloadContent {
  switch (message.kind) {
    case 'text':
      return { msgtype: 'text', text: { content: message.text }, ...at(message.mentions) };
    case 'markdown':
      return { msgtype: 'markdown', markdown: { title: message.title, text: message.text }, ...at(message.mentions) };
    case 'link':
      return link(message);
    case 'actionCard':
      return { msgtype: 'actionCard', actionCard: actionCard(message) };
    case 'feedCard':
      return feedCard(message);
  }
}

function link({ title, text, picture, ...link }: LinkMessage): PayloadContent {
  return {
    msgtype: 'link',
    link: { title, text, messageUrl: addressOf(link), ...(picture === undefined ? {} : { picUrl: picture }) },
  };
}

function actionCard({ title, text, buttons, layout }: ActionCardMessage): PayloadActionCard {
  const [first, ...more] = buttons;
  if (more.length === 0) return { title, text, singleTitle: first.title, singleURL: addressOf(first) };
  return {
    title,
    text,
    btnOrientation: layout === 'horizontal' && buttons.length === 2 ? '1' : '0',
    btns: buttons.map((button) => ({ title: button.title, actionURL: addressOf(button) })),
  };
}

function feedCard({ links }: FeedCardMessage): PayloadContent {
  return {
    msgtype: 'feedCard',
    feedCard: {
      links: links.map((link) => ({ title: link.title, messageURL: addressOf(link), picURL: link.picture })),
    },
  };
}

function addressOf({ url, openIn }: Pick<LinkMessage, 'url' | 'openIn'>): string {
  return openIn === 'browser' ? browserLink(url) : url;
}

function at(mentions: Mentions | undefined): { readonly at?: PayloadAt } {
  if (mentions === undefined) return {};
  const { all = false, mobiles = [], userIds = [] } = mentions;
  return { at: { atMobiles: mobiles, atUserIds: userIds, isAtAll: all } };
}
