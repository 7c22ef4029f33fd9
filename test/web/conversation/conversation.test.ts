import type { HtmlEscapedString } from 'hono/utils/html';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/message/message.ts';
import { buildPayload } from '../../../src/robot/dingtalk/payload.ts';
import { type Post, Sandbox } from '../../../src/robot/sandbox/sandbox.ts';
import { loadAssets } from '../../../src/web/assets.ts';
import { avatar } from '../../../src/web/conversation/avatar.ts';
import { chat } from '../../../src/web/conversation/conversation.ts';
import { textsIn } from '../../../src/web/texts/catalogue.ts';

/** 2027-01-15T08:00:00Z, 16:00 in Shanghai. */
const NOW = 1_800_000_000_000;
const DAY = 86_400_000;

function sandboxAfter(...messages: readonly (readonly [Message, number?])[]): Sandbox {
  const sandbox = new Sandbox({ robots: [{ name: '小组', token: 'dummytoken' }] });
  for (const [index, [message, at = NOW]] of messages.entries()) {
    sandbox.receive(
      {
        method: 'POST',
        query: new URLSearchParams({ access_token: 'dummytoken' }),
        contentType: 'application/json',
        body: JSON.stringify(buildPayload(message, `u${index}`)),
      },
      at,
    );
  }
  return sandbox;
}

function drawn(
  posts: readonly Post[],
  { zone = 'Asia/Shanghai', language = 'zh-CN' }: { readonly zone?: string; readonly language?: 'zh-CN' | 'en' } = {},
): string {
  return (chat(posts, { texts: textsIn(language), zone, names: new Map() }) as HtmlEscapedString).toString();
}

function shown(message: Message): string {
  return drawn(sandboxAfter([message]).conversation());
}

describe('a conversation', () => {
  it('says that there is nothing yet, in the language asked for', () => {
    expect(drawn([])).toContain('还没有消息');
    expect(drawn([], { language: 'en' })).toContain('No messages yet');
  });

  it('names robot, time and day in the zone asked for', () => {
    const posts = sandboxAfter([{ kind: 'text', text: 'a' }], [{ kind: 'text', text: 'b' }, NOW + DAY]).conversation();
    const page = drawn(posts);
    expect(page).toContain('<b>小组</b>');
    expect(page).toContain('<time datetime="2027-01-15T08:00:00.000Z">16:00</time>');
    expect(page.match(/class="ding-day"/g)).toHaveLength(2);
    expect(drawn(posts, { zone: 'UTC' })).toContain('>08:00</time>');
  });

  it('marks those who are called, and nobody else', () => {
    const text = '@13800000000 和 @13900000000';
    const page = shown({ kind: 'text', text, mentions: { mobiles: ['13800000000'], all: true } });
    expect(page).toContain('<span class="ding-at">@13800000000</span> 和 @13900000000');
    expect(page).toContain('<span class="ding-at">@所有人</span>');
  });

  it.each<[string, Message, readonly string[]]>([
    [
      'markdown',
      { kind: 'markdown', title: 't', text: '## 周报\n- 一' },
      ['<p class="ding-h ding-h2">周报</p>', '<li>一</li>'],
    ],
    [
      'link',
      { kind: 'link', title: '标题', text: '正文', url: 'https://a.example/', picture: 'https://a.example/p.png' },
      ['href="https://a.example/"', '标题', '正文', 'src="https://a.example/p.png"'],
    ],
    [
      'actionCard with one button',
      { kind: 'actionCard', title: 't', text: '**去看**', buttons: [{ title: '查看', url: 'https://a.example/' }] },
      ['<strong>去看</strong>', 'ding-stacked', '>查看</a>'],
    ],
    [
      'actionCard side by side',
      {
        kind: 'actionCard',
        title: 't',
        text: 'x',
        layout: 'horizontal',
        buttons: [
          { title: '是', url: 'https://a.example/y' },
          { title: '否', url: 'dingtalk://n' },
        ],
      },
      ['ding-side-by-side', 'href="https://a.example/y"', '<span class="ding-dead">否</span>'],
    ],
    [
      'feedCard',
      {
        kind: 'feedCard',
        links: [
          { title: '头条', url: 'https://a.example/1', picture: 'https://a.example/1.png' },
          { title: '次条', url: 'https://a.example/2', picture: 'javascript:x' },
        ],
      },
      ['ding-feed-cover', '头条', 'ding-feed-item', '次条'],
    ],
  ])('draws %s', (_name, message, pieces) => {
    const page = shown(message);
    for (const piece of pieces) expect(page).toContain(piece);
    expect(page).not.toContain('javascript:');
    expect(page).not.toContain('href="dingtalk:');
  });

  it.each<[string, Message]>([
    ['text', { kind: 'text', text: '<img src=x onerror=alert(1)>' }],
    ['markdown', { kind: 'markdown', title: 'x', text: '<img src=x onerror=alert(1)>' }],
    ['link', { kind: 'link', title: '<img src=x>', text: '<img src=x>', url: 'https://a.example/"><img src=x>' }],
  ])('escapes what comes from outside: %s', (_name, message) => {
    expect(shown(message)).not.toContain('<img src=x');
  });
});

describe('the style', () => {
  it('has a rule for every class the page uses', () => {
    const sandbox = sandboxAfter(
      [{ kind: 'text', text: '@1', mentions: { mobiles: ['1'] } }],
      [{ kind: 'markdown', title: 't', text: '# x' }],
      [{ kind: 'link', title: 't', text: 'x', url: 'https://a.example/' }],
      [{ kind: 'feedCard', links: [{ title: 't', url: 'dingtalk://x', picture: 'https://a.example/p.png' }] }],
      [{ kind: 'text', text: '' }],
    );
    const page = drawn(sandbox.conversation());
    const used = [...page.matchAll(/class="([^"]+)"/g)].flatMap((match) => match[1]!.split(/\s+/));
    const unstyled = [...new Set(used)].filter((name) => !loadAssets().style.body.includes(`.${name}`));
    expect(unstyled).toEqual([]);
  });
});

it.each([
  ['team', 't'],
  ['小组', '小'],
  ['e\u{301}', 'e\u{301}'],
  ['1️⃣ 班', '1️⃣'],
  ['👨‍👩‍👧 家', '👨‍👩‍👧'],
  ['한국', '한'],
  ['葛\u{E0100}城', '葛\u{E0100}'],
  ['', ''],
])('shows of the robot %j the first character', (name, first) => {
  expect((avatar(name) as HtmlEscapedString).toString()).toContain(`aria-hidden="true">${first}</span>`);
});
