import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SENDER_NAMES } from '../../src/hooks/sender-name.ts';
import { readRequest } from '../../src/hooks/read-request.ts';
import { escaped, linkable } from '../../src/message/escaped.ts';
import { excerpt } from '../../src/message/excerpt.ts';
import { eventsIn, rulesOf, SECRET, told } from './hook-world.ts';

const EVIL =
  '# 大标题\n![x](http://evil.example/p.png) [点我](javascript:alert(1)) @所有人 @13811111111 <img src=x> ```';

describe('a text from outside', () => {
  it.each([
    ['# a heading', '＃ a heading'],
    ['> a quote', '＞ a quote'],
    ['- an item', '－ an item'],
    ['1. an item', '1． an item'],
    ['[a](http://x)', '[a] (http://x)'],
    ['![a](http://x)', '! [a] (http://x)'],
    ['a\r\n\r\n# b', 'a # b'],
    ['<script>', '＜script>'],
    ['1 < 2', '1 < 2'],
    ['@所有人 @13811111111', '＠所有人 ＠13811111111'],
    ['me@example.com', 'me@example.com'],
    ['\u202Eabc\u0007', 'abc'],
  ])('%j becomes %j', (text, expected) => expect(escaped(text)).toBe(expected));

  it('begins nothing on a line of its own, and links nowhere, whatever it is', () =>
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...'# > - * + 1 . ! [ ] ( < a / ` | \n \r @ : ~ ='.split(' '), ' '),
          maxLength: 60,
        }),
        (text) => {
          const line = escaped(text);
          expect(line).not.toMatch(/\n|\]\(|!\[|^(?:#{1,6}|>|[-+*]|\d+[.)])\s|^>|```|<[a-z/!]/);
          expect(escaped(line)).toBe(line);
        },
      ),
    ));

  it('links only to web addresses, without what would end a link', () => {
    expect(linkable('https://x.example/a?b=1')).toBe('https://x.example/a?b=1');
    expect(linkable('https://x.example/a_(b)')).toBe('https://x.example/a_%28b%29');
    for (const url of [
      'javascript:alert(1)',
      'http://x y',
      'data:text/html,x',
      '/relative',
      'https://x<b>',
      undefined,
    ]) {
      expect(linkable(url)).toBeUndefined();
    }
  });

  it('is told in its first lines, without headings, quotes, pictures, tables and code', () => {
    const text =
      '# 标题\n\n第一行\n> 引用\n\n- 一\n- 二\n\n![图](http://x/p.png)\n| a | b |\n\n```\ncode\n```\n<details>见 [这里](http://x)</details>';
    expect(excerpt(text)).toBe('第一行；一；二；见 这里');
    expect(excerpt('a'.repeat(1_000_000), 10)).toBe('aaaaaaaaa…');
  });
});

describe('an issue with hostile texts', () => {
  it('is told as harmless text', async () => {
    const user = { login: 'x](http://evil.example)', type: 'User' };
    const body = {
      action: 'opened',
      issue: {
        number: 1,
        title: EVIL,
        body: `${EVIL}\n`.repeat(10_000),
        html_url: 'http://evil.example/) [a](b',
        user,
        labels: [{ name: '**x**\n# y' }],
      },
      repository: { full_name: 'a/b', name: 'b](c' },
      sender: user,
    };
    const { title, text } = told(await eventsIn(rulesOf('github'), body, { 'x-github-event': 'issues' }));
    expect(text).not.toMatch(/\]\(|!\[|javascript:alert\(1\)\)\)|<img|@1381|@所有人/);
    expect(text.split('\n').filter((line) => line.startsWith('#'))).toHaveLength(1);
    expect(title).not.toMatch(/\n/);
    expect(Buffer.byteLength(text)).toBeLessThan(3_000);
  });
});

/** Of what senders write, in any order and of any type. */
const WORDS = (
  'action number pull_request issue user login name title body labels commits id message ref before after repository ' +
  'full_name object_kind object_attributes changes reviewers current project iid url webhookEvent issue_event_type_name ' +
  'fields summary key changelog items field toString fromString comment author data card old listAfter type alerts status ' +
  'annotations startsAt heartbeat monitor build phase number text msgtype markdown at event issue_alert workflow_run'
).split(' ');

const { bodies } = fc.letrec((tie) => ({
  bodies: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      'opened',
      'closed',
      'push',
      'merge_request',
      'jira:issue_updated',
      'updateCard',
      'issue',
      'x',
      1,
      true,
      null,
    ),
    fc.dictionary(fc.constantFrom(...WORDS), tie('bodies'), { maxKeys: 12 }),
    fc.array(tie('bodies'), { maxLength: 3 }),
  ),
}));

describe('any body', () => {
  const rules = SENDER_NAMES.map((from) => rulesOf(from));
  it('of any sender is read without a fault', () =>
    fc.assert(
      fc.asyncProperty(bodies, fc.constantFrom(...rules), async (body, rules) => {
        for (const event of ['push', 'pull_request', 'issues', 'Push Hook', 'issue']) {
          const headers = {
            'x-github-event': event,
            'x-gitea-event': event,
            'x-gitee-event': event,
            'sentry-hook-resource': event,
          };
          const events = await eventsIn(rules, JSON.stringify(body), headers);
          for (const event of events) expect(told([event]).text).not.toMatch(/undefined|\[object/);
        }
      }),
    ));

  it.each(['json', 'jenkins'] as const)(
    'is harmless where %s posts it without a template, line by line',
    async (from) => {
      const text = `${EVIL}\r\n  > a quote\r\r[a][1]\n[1]: javascript:alert(1)\nDatabase: 12 GB\u0007`;
      expect(told(await eventsIn(rulesOf(from), { title: '# x', text })).text).toBe(
        [
          '### ＃ x\n',
          '＃ 大标题',
          "! [x] (http://evil.example/p.png) [点我] (javascript:alert(1)) ＠所有人 ＠13811111111 ＜img src=x> '''",
          '  ＞ a quote\n',
          '[a][1]',
          '[1] : javascript:alert(1)',
          'Database: 12 GB',
        ].join('\n'),
      );
    },
  );

  it('keeps its Markdown where a template of the hook says so', async () => {
    const rules = rulesOf('json', { text: '{{ body.text | raw }}' });
    expect(told(await eventsIn(rules, { text: '**12 GB** [more](https://example.com/1)' })).text).toBe(
      '**12 GB** [more](https://example.com/1)',
    );
  });

  it('is not held up by depth, prototypes and broken bytes', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    await expect(eventsIn(rulesOf('json'), deep)).resolves.toHaveLength(1);
    const [event] = await eventsIn(rulesOf('json'), '{"__proto__":{"title":"no"},"title":"yes"}');
    expect(event).toMatchObject({ title: 'yes' });
    expect(({} as { title?: string }).title).toBeUndefined();
    const bytes = Buffer.from([0x7b, 0x22, 0x74, 0x69, 0x74, 0x6c, 0x65, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
    const found = await readRequest(rulesOf('json'), { headers: {}, body: bytes });
    expect(found).toMatchObject({ kind: 'read', reading: { events: [{ title: '\u{FFFD}\u{FFFD}' }] } });
  });

  it('that is no JSON is refused with the place', async () => {
    const found = await readRequest(rulesOf('json'), { headers: {}, body: Buffer.from('{\n  "title": tru\n}') });
    expect(found).toEqual({ kind: 'refused', because: { kind: 'not-json', line: 2, column: 15 } });
  });

  it('keeps nothing of what its sender was told: GitHub repeats the address in its ping', async () => {
    const token = 'a-dummy-token/of the hook';
    const [address, channel] = [
      `https://bell.example.com/hooks/shop?token=${encodeURIComponent(token)}`,
      'dummyChannel123',
    ];
    const body = { zen: token, hook: { config: { url: address, relay: `https://smee.io/${channel}` } }, [token]: 1 };
    const signature = { header: 'X-Sig', algorithm: 'sha256', encoding: 'hex' } as const;
    const relay = `https://smee.io/${channel}`;
    const found = await readRequest(
      rulesOf('json', { tokens: [token], signature, relay, text: '{{ body.hook.config.url }}' }),
      {
        headers: { 'x-sig': 'dummy-signature', 'x-forwarded-uri': address, 'x-channel': channel },
        body: Buffer.from(JSON.stringify(body)),
      },
    );
    const text = JSON.stringify(found);
    for (const secret of [token, encodeURIComponent(token), channel, 'dummy-signature'])
      expect(text).not.toContain(secret);
    expect(text).toContain('hooks/shop?token=***');
  });

  it('keeps no secret', async () => {
    const body = { hook_name: 'push_hooks', password: SECRET, sign: 'x', note: SECRET, commits: null };
    const found = await readRequest(rulesOf('gitee'), {
      headers: { 'x-gitee-token': SECRET, 'x-gitee-event': 'Push Hook', authorization: `Bearer ${SECRET}` },
      body: Buffer.from(JSON.stringify(body)),
    });
    expect(JSON.stringify(found)).not.toContain(SECRET);
    expect(found).toMatchObject({ kept: { headers: { 'x-gitee-event': 'Push Hook' } } });
  });
});
