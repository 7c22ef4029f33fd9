import { describe, expect, it } from 'vitest';
import { messageForPeople, messageInOneLine } from '../../src/cli/message-text.ts';
import { textsIn } from '../../src/cli/texts/catalogue.ts';
import type { Message } from '../../src/message/message.ts';

const MESSAGES: readonly (readonly [Message, string, string])[] = [
  [
    { kind: 'text', text: '打卡\n@13800000000', mentions: { mobiles: ['13800000000'] } },
    '打卡\n@13800000000',
    '打卡 @13800000000',
  ],
  [{ kind: 'text', text: '打卡', mentions: { all: true } }, '打卡\n（@所有人）', '打卡'],
  [{ kind: 'markdown', title: '生日', text: '**今天**' }, '【生日】\n**今天**', '生日'],
  [
    { kind: 'link', title: '周报', text: '请填写', url: 'https://example.com/a' },
    '【周报】\n请填写\nhttps://example.com/a',
    '周报',
  ],
  [
    { kind: 'actionCard', title: '请假', text: '同意吗', buttons: [{ title: '同意', url: 'https://example.com/y' }] },
    '【请假】\n同意吗\n[同意] https://example.com/y',
    '请假',
  ],
  [
    { kind: 'feedCard', links: [{ title: '一', url: 'https://example.com/1', picture: 'https://example.com/1.png' }] },
    '• 一 https://example.com/1',
    '一',
  ],
];

describe('a message in a terminal', () => {
  it.each(MESSAGES)('%j', (message, whole, oneLine) => {
    expect(messageForPeople(message, textsIn('zh-CN'))).toBe(whole);
    expect(messageInOneLine(message)).toBe(oneLine);
  });
});
