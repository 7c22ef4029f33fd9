import type { Button, FeedLink, Mentions, Message } from '../../message/message.ts';
import * as refusal from '../../robot/sandbox/refusal.ts';
import { shapeRefusal } from '../../robot/sandbox/shape.ts';
import type { Refused } from '../because.ts';
import { compact } from '../compact.ts';
import { Fields } from '../fields.ts';
import type { HookRules } from '../hook-rules.ts';
import { FILTER_KEYS, one, type Reading, type Reply, type Sender } from '../sender.ts';
import { verifyTime } from '../signatures.ts';

/**
 * Programs that already speak to DingTalk: their message goes on as it is, and they hear what DingTalk would say, always
 * with HTTP 200. `access_token` of the address is the hook's token, `timestamp` and `sign` are made with its secret.
 *
 * @see https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages
 */
export const dingtalk: Sender = {
  name: 'dingtalk',
  kinds: ['message'],
  setup: {
    en: 'In the program that speaks to a DingTalk robot: the address, with the token in it, in the place of https://oapi.dingtalk.com/robot/send?access_token=…; the secret where it wants that of 加签.',
    'zh-CN':
      '在会发钉钉机器人的程序里：用这个地址代替 https://oapi.dingtalk.com/robot/send?access_token=…，口令就在里面；有加签密钥的地方填密钥。',
  },
  tokenParameter: 'access_token',
  silentOf: FILTER_KEYS,
  signature: {
    headers: [],
    parameters: ['timestamp', 'sign'],
    outweighsToken: true,
    verify: ({ query = {} }, key, now) => verifyTime({ time: query['timestamp'], shown: query['sign'] }, key, now),
  },
  duplicateKey: ({ body }) => new Fields(body).text('msgUuid'),
  read: ({ body }) => readMessage(body),
  reply: (fate, rules) => {
    switch (fate.kind) {
      case 'taken':
        return said({ errcode: 0, errmsg: 'ok' });
      case 'refused':
        return said(refusedAs(fate.because, rules));
      case 'too-many-tries':
        return said({ errcode: 130101, errmsg: 'send too fast, too many wrong tokens or signatures' });
      case 'busy':
        return said({ errcode: -1, errmsg: '系统繁忙' });
      case 'not-posted':
        return said(refusal.NEEDS_POST);
    }
  },
};

function said({ errcode, errmsg }: refusal.Refusal): Reply {
  return { status: 200, type: 'application/json', body: JSON.stringify({ errcode, errmsg }) };
}

/** Without a token of its own a hook asks for the signature alone. */
function refusedAs(because: Refused, { tokens }: Pick<HookRules, 'tokens'>): refusal.Refusal {
  switch (because.kind) {
    case 'no-proof':
      return tokens.length === 0 ? refusal.SIGN_MISMATCH : refusal.TOKEN_MISSING;
    case 'wrong-token':
      return tokens.length === 0 ? refusal.SIGN_MISMATCH : refusal.TOKEN_UNKNOWN;
    case 'wrong-signature':
      return refusal.SIGN_MISMATCH;
    case 'stale-signature':
      return refusal.WRONG_TIME;
    case 'too-large':
      return refusal.TOO_LONG;
    case 'not-json':
      return refusal.NOT_JSON;
    case 'wrong-type':
    case 'packed':
      return refusal.WRONG_CONTENT_TYPE;
    case 'malformed':
      return { errcode: Number(because.code), errmsg: because.text };
  }
}

function readMessage(body: unknown): Reading {
  const refused =
    shapeRefusal(isObject(body) ? body : {}) ?? (isTooLong(new Fields(body)) ? refusal.TOO_LONG : undefined);
  const message = refused ? undefined : messageIn(new Fields(body));
  if (message !== undefined) return one({ sender: 'dingtalk', kind: 'message', message });
  const { errcode, errmsg } = refused ?? refusal.UNKNOWN_TYPE;
  return { kind: 'malformed', code: String(errcode), text: errmsg };
}

/** In characters: a longer text would be more messages than anybody sends. */
const LONGEST_TEXT = 20_000;
/** Of all that is no text, which becomes several messages. */
const MOST_BYTES = 20_000;

function isTooLong(body: Fields): boolean {
  const text = body.text('text.content') ?? body.text('markdown.text') ?? '';
  const rest = Buffer.byteLength(JSON.stringify(body.value)) - Buffer.byteLength(JSON.stringify(text));
  return text.length > LONGEST_TEXT || rest > MOST_BYTES;
}

function isObject(body: unknown): body is Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

/** Of a body that has all that its type needs. */
function messageIn(body: Fields): Message | undefined {
  const type = body.text('msgtype') ?? '';
  const content = body.at(type);
  const textOf = (name: string) => content.text(name) ?? '';
  const mentions = mentionsOf(body.at('at'));
  switch (type) {
    case 'text':
      return compact<Message>({ kind: 'text', text: textOf('content'), mentions });
    case 'markdown':
      return compact<Message>({ kind: 'markdown', title: textOf('title'), text: textOf('text'), mentions });
    case 'link':
      return compact<Message>({
        kind: 'link',
        title: textOf('title'),
        text: textOf('text'),
        url: textOf('messageUrl'),
        picture: content.text('picUrl'),
      });
    case 'actionCard':
      return card(content);
    case 'feedCard':
      return feed(content);
    default:
      return undefined;
  }
}

/** Some write numbers, and `"true"`. */
function mentionsOf(at: Fields): Mentions | undefined {
  const [mobiles, userIds] = [textsIn(at, 'atMobiles'), textsIn(at, 'atUserIds')];
  const all = at.is('isAtAll') || at.text('isAtAll')?.toLowerCase() === 'true' ? true : undefined;
  return mobiles.length + userIds.length === 0 && all === undefined ? undefined : compact({ all, mobiles, userIds });
}

function textsIn(at: Fields, name: string): readonly string[] {
  return at
    .list(name)
    .flatMap(({ value }) => (typeof value === 'string' || typeof value === 'number' ? [String(value)] : []));
}

function card(content: Fields): Message | undefined {
  const single = buttonIn(content.text('singleTitle'), content.text('singleURL'));
  const several = content.list('btns').flatMap((each) => buttonIn(each.text('title'), each.text('actionURL')) ?? []);
  const [first, ...others] = single === undefined ? several : [single];
  if (first === undefined) return undefined;
  return compact<Message>({
    kind: 'actionCard',
    title: content.text('title') ?? '',
    text: content.text('text') ?? '',
    buttons: [first, ...others],
    layout: content.text('btnOrientation') === '1' ? 'horizontal' : undefined,
  });
}

function buttonIn(title: string | undefined, url: string | undefined): Button | undefined {
  return title === undefined || url === undefined ? undefined : { title, url };
}

function feed(content: Fields): Message | undefined {
  const links = content.list('links').flatMap((each): readonly FeedLink[] => {
    const [title, url, picture] = ['title', 'messageURL', 'picURL'].map((name) => each.text(name));
    return title === undefined || url === undefined ? [] : [{ title, url, picture: picture ?? '' }];
  });
  const [first, ...others] = links;
  return first === undefined ? undefined : { kind: 'feedCard', links: [first, ...others] };
}
