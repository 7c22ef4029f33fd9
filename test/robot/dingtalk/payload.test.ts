import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/message/message.ts';
import { buildPayload, payloadBytes } from '../../../src/robot/dingtalk/payload.ts';

const cases: readonly (readonly [string, Message, object])[] = [
  ['text', { kind: 'text', text: '打卡' }, { msgtype: 'text', text: { content: '打卡' } }],
  [
    'text that calls people',
    { kind: 'text', text: '打卡 @13800000000', mentions: { mobiles: ['13800000000'], userIds: ['manager1'] } },
    {
      msgtype: 'text',
      text: { content: '打卡 @13800000000' },
      at: { atMobiles: ['13800000000'], atUserIds: ['manager1'], isAtAll: false },
    },
  ],
  [
    'markdown that calls everyone',
    { kind: 'markdown', title: '周报', text: '# 周报', mentions: { all: true } },
    {
      msgtype: 'markdown',
      markdown: { title: '周报', text: '# 周报' },
      at: { atMobiles: [], atUserIds: [], isAtAll: true },
    },
  ],
  [
    'link: messageUrl, picUrl',
    { kind: 'link', title: 't', text: 'x', url: 'https://a.example/', picture: 'https://a.example/p.png' },
    {
      msgtype: 'link',
      link: { title: 't', text: 'x', messageUrl: 'https://a.example/', picUrl: 'https://a.example/p.png' },
    },
  ],
  [
    'link without a picture',
    { kind: 'link', title: 't', text: 'x', url: 'https://a.example/' },
    { msgtype: 'link', link: { title: 't', text: 'x', messageUrl: 'https://a.example/' } },
  ],
  [
    'actionCard with one button: singleTitle, singleURL',
    { kind: 'actionCard', title: 't', text: 'x', buttons: [{ title: '看', url: 'https://a.example/' }] },
    {
      msgtype: 'actionCard',
      actionCard: { title: 't', text: 'x', singleTitle: '看', singleURL: 'https://a.example/' },
    },
  ],
  [
    'actionCard with two buttons side by side',
    {
      kind: 'actionCard',
      title: 't',
      text: 'x',
      layout: 'horizontal',
      buttons: [
        { title: '是', url: 'https://a.example/y' },
        { title: '否', url: 'https://a.example/n' },
      ],
    },
    {
      msgtype: 'actionCard',
      actionCard: {
        title: 't',
        text: 'x',
        btnOrientation: '1',
        btns: [
          { title: '是', actionURL: 'https://a.example/y' },
          { title: '否', actionURL: 'https://a.example/n' },
        ],
      },
    },
  ],
  [
    'actionCard with three buttons: side by side works with two only',
    {
      kind: 'actionCard',
      title: 't',
      text: 'x',
      layout: 'horizontal',
      buttons: [
        { title: '1', url: 'https://a.example/1' },
        { title: '2', url: 'https://a.example/2' },
        { title: '3', url: 'https://a.example/3' },
      ],
    },
    {
      msgtype: 'actionCard',
      actionCard: {
        title: 't',
        text: 'x',
        btnOrientation: '0',
        btns: [
          { title: '1', actionURL: 'https://a.example/1' },
          { title: '2', actionURL: 'https://a.example/2' },
          { title: '3', actionURL: 'https://a.example/3' },
        ],
      },
    },
  ],
  [
    'feedCard: messageURL, picURL',
    { kind: 'feedCard', links: [{ title: 't', url: 'https://a.example/', picture: 'https://a.example/p.png' }] },
    {
      msgtype: 'feedCard',
      feedCard: { links: [{ title: 't', messageURL: 'https://a.example/', picURL: 'https://a.example/p.png' }] },
    },
  ],
];

describe('buildPayload', () => {
  it.each(cases)('%s', (_name, message, expected) => {
    expect(buildPayload(message, 'uuid-1')).toEqual({ ...expected, msgUuid: 'uuid-1' });
  });
});

describe('payloadBytes', () => {
  it('counts the bytes of the UTF-8 JSON, not characters', () => {
    expect(bytes('钉') - bytes('')).toBe(3);
    expect(bytes('🍚') - bytes('')).toBe(4);
    expect(bytes('"') - bytes('')).toBe(2);
  });
});

function bytes(text: string): number {
  return payloadBytes(buildPayload({ kind: 'text', text }, 'u'));
}
