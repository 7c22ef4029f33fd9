import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromMrkdwn } from '../../src/hooks/senders/slack-text.ts';
import { eventsIn, rulesOf, told } from './hook-world.ts';

const textOf = async (body: object) => told(await eventsIn(rulesOf('slack'), body)).text;

describe('mrkdwn', () => {
  it.each([
    ['*Deploy* of <https://shop.example.com|shop> done', '**Deploy** of [shop](https://shop.example.com) done'],
    ['*<https://ci.example.com/7|#7>* failed', '**[＃7](https://ci.example.com/7)** failed'],
    ['see <https://a.example/?x=1&amp;y=2>', 'see [https://a.example/?x=1&y=2](https://a.example/?x=1&y=2)'],
    ['a\nb\n\nc', 'a\n\nb\n\nc'],
    ['• one\n- two\n&gt; said', '- one\n\n- two\n\n> said'],
    ['~old~ 2*3*4 snake_case', 'old 2*3*4 snake_case'],
    ['<!channel> <@U1|amei> <#C1|ops> <!date^1^{date}|today>', 'amei ops today'],
    ['<mailto:a@example.com|a@example.com> 1 &lt; 2 &amp;&amp; 3', 'a@example.com 1 < 2 && 3'],
    ['log:\n```\nx &lt; *1*\n```\nend', 'log:\n\n```\nx < *1*\n```\n\nend'],
    ['a ``` b', 'a\n\nb'],
    ['# no heading', '＃ no heading'],
    [
      '![i](http://evil.example/p.png) [a](javascript:alert(1))',
      '! [i] (http://evil.example/p.png) [a] (javascript:alert(1))',
    ],
    ['<javascript:alert(1)|click>', 'click'],
    ['<https://a.example/)x|a](b>', '[a (b](https://a.example/%29x)'],
    ['Look!<https://a.example|here>', 'Look! [here](https://a.example)'],
    ['<#!>[x] <#]>(https://a.example) [a]~(https://b.example)~', '! [x] ] (https://a.example) [a] (https://b.example)'],
    ['@<tel:1|13811111111> &lt;<#img> src=x&gt;', '＠13811111111 ＜img src=x>'],
    ['@所有人 @13811111111 &lt;img src=x&gt;', '＠所有人 ＠13811111111 ＜img src=x>'],
  ])('%j is %j', (text, expected) => expect(fromMrkdwn(text)).toBe(expected));

  it('makes no heading, picture, tag, and no link that Slack would not make', () =>
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...'# > - * + 1 . ! [ ] ( ) < a / ` | \n @ : ~ = & lt; http://x'.split(' '), ' '),
          maxLength: 60,
        }),
        (text) => {
          const outside = fromMrkdwn(text).replaceAll(/\]\(https?:[^\s()]*\)/g, ']');
          expect(outside).not.toMatch(/\]\(|!\[|<[a-z/!]|^\s*(?:#{1,6}\s|[=~]{3})/im);
        },
      ),
    ));
});

describe('Slack’s messages', () => {
  it('with an attachment: its title linked, its fields as a list', async () => {
    const attachment = {
      fallback: 'not shown',
      pretext: 'see',
      title: 'shop #562',
      title_link: 'https://ci.example.com/562',
      text: '2 tests failed',
      fields: [
        { title: 'Branch', value: 'main', short: true },
        { title: 'By', value: '<https://x.example|amei>' },
      ],
      actions: [
        { type: 'button', text: 'Retry', url: 'https://ci.example.com/562/retry' },
        { type: 'button', text: 'Ignore' },
      ],
    };
    expect(await textOf({ text: 'Build finished', attachments: [attachment] })).toBe(
      [
        'Build finished',
        'see',
        '**[shop #562](https://ci.example.com/562)**',
        '2 tests failed',
        '[Retry](https://ci.example.com/562/retry)',
        '- Branch: main\n- By: [amei](https://x.example)',
      ].join('\n\n'),
    );
    expect(await textOf({ attachments: [{ fallback: 'only *this*' }] })).toBe('only **this**');
  });

  it('of blocks, beside which the text is for notifications alone', async () => {
    const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
    const plain = (text: string) => ({ type: 'plain_text', text });
    const blocks = [
      { type: 'header', text: plain('Deploy') },
      {
        type: 'section',
        text: mrkdwn('*shop* is live'),
        accessory: { type: 'button', text: plain('Open'), url: 'https://shop.example.com' },
      },
      { type: 'section', fields: [mrkdwn('*By*'), plain('amei')] },
      { type: 'divider' },
      {
        type: 'context',
        elements: [
          plain('v1.4'),
          { type: 'image', image_url: 'x', alt_text: 'y' },
          mrkdwn('<https://a.example|notes>'),
        ],
      },
      { type: 'image', image_url: 'https://a.example/p.png', alt_text: 'graph' },
      {
        type: 'actions',
        elements: [
          { type: 'button', text: plain('Logs'), url: 'https://logs.example.com' },
          { type: 'button', text: plain('No') },
        ],
      },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'said ' },
              { type: 'text', text: 'so', style: { bold: true } },
              { type: 'text', text: ', see ' },
              { type: 'link', url: 'https://b.example', text: 'here' },
            ],
          },
          {
            type: 'rich_text_list',
            elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'one' }] }],
          },
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'x = 1' }] },
        ],
      },
    ];
    expect(await textOf({ text: 'for the notification', blocks })).toBe(
      [
        '**Deploy**',
        '**shop** is live',
        '[Open](https://shop.example.com)',
        '**By**',
        'amei',
        'v1.4 · [notes](https://a.example)',
        '[graph](https://a.example/p.png)',
        '[Logs](https://logs.example.com)',
        'said **so**, see [here](https://b.example)',
        '- one',
        '```\nx = 1\n```',
      ].join('\n\n'),
    );
  });
});
