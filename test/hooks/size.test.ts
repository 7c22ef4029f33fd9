import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gather, type Story } from '../../src/hooks/gather.ts';
import type { HookEvent } from '../../src/hooks/hook-event.ts';
import { hookDigest } from '../../src/hooks/hook-digest.ts';
import { hookMessage } from '../../src/hooks/hook-message.ts';
import { ALL_KINDS } from '../../src/hooks/kinds.ts';
import { readRequest } from '../../src/hooks/read-request.ts';
import { sampleOf } from '../../src/hooks/samples.ts';
import { SENDER_NAMES } from '../../src/hooks/sender-name.ts';
import type { Message } from '../../src/message/message.ts';
import { outgoing } from '../../src/robot/dingtalk/outgoing.ts';
import { buildPayload, payloadBytes } from '../../src/robot/dingtalk/payload.ts';
import { breadth } from '../support/breadth.ts';
import { eventsIn, NOW, PEOPLE, rulesOf, told } from './hook-world.ts';

/** What is no text of somebody's. */
const OURS = new Set(['did', 'part', 'ended', 'kind', 'sender', 'type', 'state', 'as', 'was', 'ids']);

/** The same event with every text as long, and every list as full. */
function blown(value: unknown, { text, times }: Growth, key = '', at = 'x'): unknown {
  if (Array.isArray(value)) {
    const [first] = value as readonly unknown[];
    if (key === 'ids') return [`${at}-login`];
    return first === undefined
      ? value
      : Array.from({ length: times }, (_, index) => blown(first, { text, times }, '', `${at}${index}`));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, blown(part, { text, times }, name, at)]),
    );
  }
  if (typeof value !== 'string' || OURS.has(key)) return value;
  return /^https?:/.test(value) ? `https://x.example/${at}/`.padEnd(1_990, 'a') : `${at}${text}`;
}

interface Growth {
  readonly text: string;
  readonly times: number;
}

function storyOf(events: readonly HookEvent[]): Story {
  const gathered = events.map((event, index) => ({ id: String(index), event }));
  const { story } = gather(gathered, gathered);
  if (story === undefined) throw new Error('nothing is left to tell');
  return story;
}

const telling = (language: 'en' | 'zh-CN') => {
  const rules = {};
  return { rules, language, zone: 'Asia/Shanghai', now: NOW, people: PEOPLE, calls: [] } as const;
};

/** In bytes, of each that would be posted. */
function sizes(message: Message): readonly number[] {
  const found = outgoing(message, { keywords: [] });
  if (found.kind !== 'messages') throw new Error(`${found.bytes} bytes go into no message`);
  return found.messages.map((part) => payloadBytes(buildPayload(part, '00000000-0000-8000-8000-000000000000')));
}

const growths = fc.record({
  text: fc
    .tuple(fc.constantFrom('磁', 'a', '🛒', 'a\n', '](', '"', '@13811111111 ', '# '), fc.nat(50_000))
    .map(([unit, length]) => unit.repeat(Math.ceil(length / unit.length))),
  times: fc.integer({ min: 1, max: 60 }),
});
const events = fc
  .tuple(fc.constantFrom(...ALL_KINDS), fc.constantFrom(...SENDER_NAMES), growths)
  .map(([kind, sender, growth]) => ({ ...(blown(sampleOf(kind, sender), growth) as HookEvent), kind, sender }));
const CARD = { title: 'x', text: 'x'.repeat(20_000), singleTitle: 'a', singleURL: 'https://x.example' };
const languages = fc.constantFrom('en' as const, 'zh-CN' as const);

describe('whatever an event says', () => {
  it('it is one message that DingTalk takes; what somebody wrote to be sent may be several', () =>
    fc.assert(
      fc.property(events, languages, (event, language) => {
        const bytes = sizes(hookMessage(storyOf([event]), telling(language)));
        expect(Math.max(...bytes)).toBeLessThanOrEqual(20_000);
        if (event.kind !== 'message') expect(bytes).toHaveLength(1);
      }),
    ));

  it('so is a digest of many', () =>
    fc.assert(
      fc.property(fc.array(events, { minLength: 1, maxLength: 60 }), languages, (all, language) => {
        const stories = all.map((event) => ({ story: storyOf([event]), at: NOW, since: NOW }));
        const facts = { name: 'shop', isDaily: true };
        const message = hookDigest(stories, telling(language), facts);
        expect(sizes(message)).toHaveLength(1);
        const lines = message.text.split('\n').filter((line) => line.startsWith('- '));
        const more = /^- …+(?:另有 | and )(\d+)/.exec(lines.at(-1) ?? '')?.[1];
        expect(more === undefined ? lines.length : lines.length - 1 + Number(more)).toBe(all.length);
      }),
      { numRuns: breadth({ quick: 20, long: 300 }) },
    ));
});

describe('what somebody wrote to be sent', () => {
  const messageOf = async (from: 'json' | 'slack' | 'jenkins', text: string) =>
    told(await eventsIn(rulesOf(from), { title: 'x', text }), 'en');

  it.each(['json', 'jenkins'] as const)(
    'is cut where %s sends more than 20,000 characters, and says how much',
    async (from) => {
      const { text } = await messageOf(from, `begin${'字'.repeat(4_000_000)}`);
      expect(text).toMatch(/begin字+\n\n… too long: 3980012 more characters are not shown$/);
      expect((await messageOf(from, '字'.repeat(20_000 - '### x\n\n'.length))).text).not.toContain('…');
    },
  );

  it('is cut where Slack sends more, and shows it', async () => {
    expect((await messageOf('slack', 'a'.repeat(30_000))).text).toMatch(/^a+…$/);
  });

  it.each([
    ['a long text', { msgtype: 'text', text: { content: 'x'.repeat(20_000) } }, 'events'],
    ['one that is too long', { msgtype: 'text', text: { content: 'x'.repeat(20_001) } }, 460101],
    ['the same in Markdown', { msgtype: 'markdown', markdown: { title: 'x', text: 'x'.repeat(20_001) } }, 460101],
    ['a card that is no text', { msgtype: 'actionCard', actionCard: CARD }, 460101],
  ])('is refused as DingTalk would where it speaks as DingTalk: %s', async (_, body, expected) => {
    const sent = { headers: {}, body: Buffer.from(JSON.stringify(body)) };
    const found = await readRequest(rulesOf('dingtalk'), sent);
    const refused = found.kind === 'refused' && found.because.kind === 'malformed' ? Number(found.because.code) : 0;
    expect(refused || (found.kind === 'read' && found.reading.kind)).toBe(expected);
  });
});

describe('the end of a list says how many more there are', () => {
  const many = (kind: HookEvent['kind'], sender: HookEvent['sender'], times: number, text = '') =>
    blown(sampleOf(kind, sender), { text, times }) as HookEvent;

  it.each([
    ['short', '', 20, 80],
    ['of 50 kB each', '磁'.repeat(17_000), 1, 99],
  ])('of alerts, %s', (_, text, shown, more) => {
    const { alerts, ...event } = many('alert.firing', 'alertmanager', 100, text);
    const list = text === '' ? (alerts?.list ?? []).map(({ url: _url, ...alert }) => alert) : (alerts?.list ?? []);
    const { text: said } = told([{ ...event, alerts: { name: `DiskFull${text}`, more: 0, list } }]);
    expect(said.split('\n').filter((line) => line.startsWith('- 🔥'))).toHaveLength(shown);
    expect(said).toContain(`\n\n……另有 ${more} 条\n\n`);
  });

  it('of labels, jobs, people and the commits of a forced push', () => {
    const opened = many('pull_request.opened', 'github', 12);
    expect(told([opened]).text).toMatch(/x0 · x1 · x2 · x3 · x4（另有 7 个）/);
    const reviewers = (opened.involved ?? []).map(({ account }) => ({ as: 'reviewer' as const, account }));
    expect(told([{ ...opened, involved: reviewers }]).text).toContain('（另有 2 人）');
    expect(told([many('build.failed', 'github', 12)]).text).toContain('（另有 9 个）');
    const { commits, ...pushed } = many('push.forced', 'github', 12);
    if (commits === undefined) throw new Error('it pushes commits');
    expect(told([{ ...pushed, commits: { ...commits, total: 12 } }]).text).toMatch(/\n- ……另有 9 个$/);
  });

  it('of what else happened to a thing', () => {
    const of = (kind: HookEvent['kind'], name: string): HookEvent => {
      const account = { ids: [name], name };
      return { ...sampleOf(kind, 'github'), actor: account };
    };
    const closed = Array.from({ length: 9 }, (_, index) => of('issue.commented', `user-${index}`));
    const { text } = told([of('issue.closed', 'lili'), ...closed]);
    expect(text).toMatch(/\n\n……另有 \d 条$/);
    const [, more] = /另有 (\d) 条$/.exec(text) ?? [];
    expect(text.match(/user-\d/g)).toHaveLength(9 - Number(more));
  });
});
