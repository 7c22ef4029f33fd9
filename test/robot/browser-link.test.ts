import { describe, expect, it } from 'vitest';
import { makeDeliveries } from '../../src/daemon/make-deliveries.ts';
import type { Message } from '../../src/message/message.ts';
import { browserLink, pageBehind } from '../../src/robot/dingtalk/browser-link.ts';
import { buildPayload } from '../../src/robot/dingtalk/payload.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';

// By hand: `:` is %3A, `/` %2F, `?` %3F, `=` %3D, `&` %26, 菜 is E8 8F 9C in UTF-8.
const PAGE = 'https://example.com/菜?a=1&b=2';
const LINK =
  'dingtalk://dingtalkclient/page/link?url=https%3A%2F%2Fexample.com%2F%E8%8F%9C%3Fa%3D1%26b%3D2&pc_slide=false';

describe('a link that opens in the browser', () => {
  it.each([
    [PAGE, LINK],
    ['HTTP://example.com', 'dingtalk://dingtalkclient/page/link?url=HTTP%3A%2F%2Fexample.com&pc_slide=false'],
    // What is for DingTalk's app stays its own.
    [LINK, LINK],
    [
      'dingtalk://dingtalkclient/action/sendmsg?dingtalk_id=a',
      'dingtalk://dingtalkclient/action/sendmsg?dingtalk_id=a',
    ],
    ['mailto:a@example.com', 'mailto:a@example.com'],
  ])('%s', (address, expected) => {
    expect(browserLink(address)).toBe(expected);
    expect(browserLink(expected)).toBe(expected);
  });

  it('leads back to its page', () => {
    expect(pageBehind(LINK)).toBe(PAGE);
    expect(pageBehind(PAGE)).toBe(PAGE);
    expect(pageBehind('dingtalk://dingtalkclient/page/link?pc_slide=false')).toBe(
      'dingtalk://dingtalkclient/page/link?pc_slide=false',
    );
  });
});

const link: Message = { kind: 'link', title: 'a', text: 'b', url: PAGE };
const card: Message = {
  kind: 'actionCard',
  title: 'a',
  text: 'b',
  buttons: [
    { title: '同意', url: PAGE, openIn: 'browser' },
    { title: '拒绝', url: PAGE },
  ],
};
const feed: Message = { kind: 'feedCard', links: [{ title: 'a', url: PAGE, picture: PAGE }] };

describe('what is posted', () => {
  it.each<[string, Message, object]>([
    ['a link', { ...link, openIn: 'browser' }, { link: { title: 'a', text: 'b', messageUrl: LINK } }],
    ['a link as ever', link, { link: { title: 'a', text: 'b', messageUrl: PAGE } }],
    ['one of two buttons', card, { actionCard: { btns: [{ actionURL: LINK }, { actionURL: PAGE }] } }],
  ])('%s', (_, message, expected) => {
    expect(buildPayload(message, 'a')).toMatchObject(expected);
  });

  it.each<[string, Message, object]>([
    ['a link', link, { link: { messageUrl: LINK } }],
    ['all buttons', card, { actionCard: { btns: [{ actionURL: LINK }, { actionURL: LINK }] } }],
    ['the only button', { ...card, buttons: [card.buttons[0]] }, { actionCard: { singleURL: LINK } }],
    ['links with pictures', feed, { feedCard: { links: [{ messageURL: LINK, picURL: PAGE }] } }],
    ['a text as it is', { kind: 'text', text: PAGE }, { text: { content: PAGE } }],
  ])('by a robot that opens everything there: %s', (_, message, expected) => {
    const addresses = {
      lanes: new Map([['team', 'lane']]),
      keywords: new Map<string, readonly string[]>(),
      browser: new Set(['team']),
    };
    const now = toEpochMs(0);
    const draft = { id: 'a', origin: 'send', robot: 'team', message, now, lifeMs: 1 } as const;
    const [delivery] = makeDeliveries(draft, addresses);
    expect(delivery && buildPayload(delivery.message, 'a')).toMatchObject(expected);
  });
});
