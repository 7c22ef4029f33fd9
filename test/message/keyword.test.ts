import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasKeyword, withKeyword } from '../../src/message/keyword.ts';
import type { Message } from '../../src/message/message.ts';

const KEYWORDS = ['提醒', 'alert'];

const text: Message = { kind: 'text', text: '吃饭' };
const markdown: Message = { kind: 'markdown', title: '吃饭', text: '- 吃饭\n' };
const link: Message = { kind: 'link', title: '菜单', text: '今天', url: 'https://example.com/提醒' };
const card: Message = {
  kind: 'actionCard',
  title: '投票',
  text: '选一个',
  buttons: [{ title: '好', url: 'https://a.b' }],
};
const feed: Message = {
  kind: 'feedCard',
  links: [
    { title: '一', url: 'https://a.b', picture: 'https://a.b/提醒.png' },
    { title: '二', url: 'https://a.b', picture: 'https://a.b/c' },
  ],
};

describe('withKeyword', () => {
  it.each([
    ['text', text, { text: '吃饭\n提醒' }],
    ['markdown, as a paragraph of its own', markdown, { text: '- 吃饭\n\n提醒' }],
    ['link, whose address does not count', link, { text: '今天\n提醒' }],
    ['actionCard', card, { text: '选一个\n\n提醒' }],
    ['feedCard, in its first title', feed, { links: [{ title: '一 提醒' }, { title: '二' }] }],
    ['a text with nothing in it', { kind: 'text', text: ' ' }, { text: '提醒' }],
  ] as const)('puts the first keyword into %s', (_, message, changed) => {
    expect(withKeyword(message, KEYWORDS)).toMatchObject(changed);
  });

  it.each([
    ['its text', { kind: 'text', text: 'an alert' }],
    ['its title', { kind: 'markdown', title: '提醒', text: '吃饭' }],
    ["a button's title", { ...card, buttons: [{ title: '不再提醒', url: 'https://a.b' }] }],
  ] as const)('leaves alone what has any of them in %s', (_, message) => {
    expect(withKeyword(message, KEYWORDS)).toBe(message);
  });

  it('asks for nothing where there is no keyword', () => {
    expect(withKeyword(text, [])).toBe(text);
    expect(hasKeyword(text, [])).toBe(false);
  });

  it('always ends with a message that has one, and changes that no more', () => {
    const keywords = fc.array(
      fc.string({ minLength: 1 }).filter((keyword) => keyword.trim() === keyword),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(fc.constantFrom(text, markdown, link, card, feed), keywords, (message, all) => {
        const complete = withKeyword(message, all);
        expect(hasKeyword(complete, all)).toBe(true);
        expect(withKeyword(complete, all)).toBe(complete);
      }),
    );
  });
});
