import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lostMentions, MAX_MENTIONS, parseMobile, withMentions, withoutMentions } from '../../src/message/mention.ts';
import type { Mentions, Message } from '../../src/message/message.ts';

const MOBILE = '13800000000';

describe('withMentions', () => {
  it.each<[string, Message, Mentions, object]>([
    [
      'text',
      { kind: 'text', text: '打卡' },
      { mobiles: [MOBILE] },
      { text: `打卡 @${MOBILE}`, mentions: { mobiles: [MOBILE] } },
    ],
    [
      'text that ends in a line break',
      { kind: 'text', text: '打卡\n' },
      { mobiles: [MOBILE] },
      { text: `打卡 @${MOBILE}` },
    ],
    [
      'several people',
      { kind: 'text', text: '打卡' },
      { mobiles: [MOBILE, '+852-12345678'], userIds: ['manager1'] },
      { text: `打卡 @${MOBILE} @+852-12345678 @manager1` },
    ],
    [
      'a mention that stands there',
      { kind: 'text', text: `@${MOBILE} 打卡` },
      { mobiles: [MOBILE] },
      { text: `@${MOBILE} 打卡`, mentions: { mobiles: [MOBILE] } },
    ],
    [
      'a mention that only seems to stand there',
      { kind: 'text', text: `@${MOBILE}1` },
      { mobiles: [MOBILE] },
      { text: `@${MOBILE}1 @${MOBILE}` },
    ],
    [
      'somebody twice',
      { kind: 'text', text: '打卡' },
      { mobiles: [MOBILE, MOBILE] },
      { text: `打卡 @${MOBILE}`, mentions: { mobiles: [MOBILE] } },
    ],
    [
      'everyone: nothing to write',
      { kind: 'text', text: '打卡' },
      { all: true },
      { text: '打卡', mentions: { all: true } },
    ],
    [
      'markdown: a paragraph of its own',
      { kind: 'markdown', title: 't', text: '- 一\n- 二' },
      { mobiles: [MOBILE] },
      { text: `- 一\n- 二\n\n@${MOBILE}`, mentions: { mobiles: [MOBILE] } },
    ],
    ['an empty text', { kind: 'text', text: '' }, { mobiles: [MOBILE] }, { text: `@${MOBILE}` }],
    ['a user id that looks like a pattern', { kind: 'text', text: 'x' }, { userIds: ['a.*$'] }, { text: 'x @a.*$' }],
    ['nobody', { kind: 'text', text: '打卡' }, {}, { kind: 'text', text: '打卡' }],
  ])('%s', (_name, message, mentions, expected) => {
    const result = withMentions(message, mentions);
    expect(result.message).toMatchObject(expected);
    expect(result.lost).toBeUndefined();
  });

  const card: Message = {
    kind: 'actionCard',
    title: 't',
    text: 'x',
    buttons: [{ title: 'b', url: 'https://a.example/' }],
  };
  const link: Message = { kind: 'link', title: 't', text: 'x', url: 'https://a.example/' };

  it('an actionCard calls by user id alone, and says who is lost', () => {
    const result = withMentions(card, { all: true, mobiles: [MOBILE], userIds: ['u1'] });
    expect(result).toEqual({
      message: { ...card, text: 'x\n\n@u1' },
      lost: { all: true, mobiles: [MOBILE], userIds: [] },
    });
  });

  it('a link calls nobody, and says so', () => {
    expect(withMentions(link, { mobiles: [MOBILE] })).toEqual({
      message: link,
      lost: { all: false, mobiles: [MOBILE], userIds: [] },
    });
    expect(lostMentions('feedCard', { all: true })).toMatchObject({ all: true });
    expect(lostMentions('text', { all: true })).toBeUndefined();
  });

  it('calls at most fifty, and names the rest', () => {
    const mobiles = Array.from({ length: 49 }, (_each, index) => `138000000${String(index).padStart(2, '0')}`);
    const { message, lost } = withMentions({ kind: 'text', text: 'x' }, { mobiles, userIds: ['first', 'second'] });
    expect(message).toMatchObject({ mentions: { mobiles, userIds: ['first'] } });
    expect(lost).toEqual({ all: false, mobiles: [], userIds: ['second'] });
  });

  it('done twice, it is done once; whoever is called stands in the text', () => {
    const who = fc.array(fc.stringMatching(/^[\w.+-]{1,8}$/), { maxLength: 60 });
    fc.assert(
      fc.property(fc.string(), who, who, (text, mobiles, userIds) => {
        const once = withMentions({ kind: 'text', text }, { mobiles, userIds }).message;
        expect(withMentions(once, { mobiles, userIds }).message).toEqual(once);
        if (once.kind !== 'text') throw new Error('the kind changed');
        const called = [...(once.mentions?.mobiles ?? []), ...(once.mentions?.userIds ?? [])];
        expect(called.length).toBeLessThanOrEqual(MAX_MENTIONS);
        for (const each of called) expect(once.text).toContain(`@${each}`);
      }),
    );
  });
});

describe('withoutMentions', () => {
  it.each([
    ['换班啦', { mobiles: [MOBILE], userIds: ['manager123'] }],
    ['', { mobiles: [MOBILE] }],
    ['全体注意', { all: true }],
  ])('takes back what withMentions has put into %j', (text, mentions) => {
    for (const message of [
      { kind: 'text', text },
      { kind: 'markdown', title: '通知', text },
    ] as const) {
      expect(withoutMentions(withMentions(message, mentions).message)).toEqual(message);
    }
  });

  it('takes out what stood in the text already, and no more than that', () => {
    const { message } = withMentions(
      { kind: 'text', text: `请 @${MOBILE} 交班，@${MOBILE}0 不用` },
      { mobiles: [MOBILE] },
    );
    expect(withoutMentions(message)).toEqual({ kind: 'text', text: `请 交班，@${MOBILE}0 不用` });
  });
});

describe('parseMobile', () => {
  it.each([
    [MOBILE, MOBILE],
    [' 138 0000 0000 ', MOBILE],
    ['138-0000-0000', MOBILE],
    ['+86 13800000000', MOBILE],
    ['+86-138-0000-0000', MOBILE],
    ['008613800000000', MOBILE],
    ['+852-12345678', '+852-12345678'],
    ['+852 1234 5678', '+852-12345678'],
    ['+1-202-555-0100', '+1-2025550100'],
  ])('%j is %s', (text, expected) => {
    expect(parseMobile(text)).toBe(expected);
  });

  it.each(['', '1380000000', '138000000000', '23800000000', '+85212345678', '小明', '+852-12'])(
    '%j is none',
    (text) => {
      expect(parseMobile(text)).toBeUndefined();
    },
  );
});
