import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withLineBreaks } from '../../src/message/line-breaks.ts';
import type { Message } from '../../src/message/message.ts';

function markdown(text: string): Message {
  return { kind: 'markdown', title: 't', text };
}

describe('the lines of a markdown message', () => {
  it.each([
    ['two lines', '第一行\n第二行', '第一行  \n第二行'],
    ['one space is none', '第一行 \n第二行', '第一行  \n第二行'],
    ['broken already', '第一行  \n第二行   \n第三行', '第一行  \n第二行   \n第三行'],
    ['a paragraph', '第一段\n\n第二段\n', '第一段\n\n第二段\n'],
    ['a heading', '# 早报\n正文\n## 天气\n晴', '# 早报\n正文\n## 天气\n晴'],
    ['a list', '- 牛奶\n- 鸡蛋\n1. 先\n2. 后', '- 牛奶\n- 鸡蛋\n1. 先\n2. 后'],
    ['a line after a list, one before it', '买：\n- 牛奶\n快去', '买：  \n- 牛奶  \n快去'],
    ['a quote', '> 第一行\n> 第二行', '> 第一行  \n> 第二行'],
    ['code stays as it is', '看\n```js\na\nb\n```\n一\n二', '看\n```js\na\nb\n```\n一  \n二'],
    ['a card', '一\n二', '一  \n二'],
    ['full-width indents', '　　第一段\n　　第二段', '　　第一段  \n　　第二段'],
    ['a line of full-width spaces', '一\n　\n二', '一  \n　  \n二'],
    ['lines in an item', '- 牛奶\n  两瓶\n- 鸡蛋', '- 牛奶  \n  两瓶  \n- 鸡蛋'],
    ['a list in a list', '- 买\n  - 牛奶\n  - 鸡蛋\n- 洗', '- 买\n  - 牛奶\n  - 鸡蛋\n- 洗'],
    ['Chinese numbers', '1、牛奶\n2、鸡蛋', '1、牛奶  \n2、鸡蛋'],
    ['a quote and what follows', '> 引\n回\n\n> 引', '> 引  \n回\n\n> 引'],
    ['a table', '| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |', '| 甲 | 乙 |  \n| --- | --- |  \n| 1 | 2 |'],
    ['a link over two lines', '[会议\n记录](https://example.com)', '[会议  \n记录](https://example.com)'],
    ['a path', 'C:\\logs\\\n好', 'C:\\logs\\  \n好'],
    ['code without an end', '一\n二\n```\na\nb', '一  \n二\n```\na\nb'],
  ])('%s', (_, text, expected) => {
    expect(withLineBreaks(markdown(text))).toEqual(markdown(expected));
    const card = {
      kind: 'actionCard',
      title: 't',
      text,
      buttons: [{ title: 'b', url: 'https://example.com' }],
    } as const;
    expect(withLineBreaks(card)).toEqual({ ...card, text: expected });
  });

  it('of a text are lines anyway', () => {
    expect(withLineBreaks({ kind: 'text', text: '一\n二' })).toEqual({ kind: 'text', text: '一\n二' });
  });

  it('are broken once: nothing but spaces at their ends is added, and twice is the same as once', () => {
    const text = fc
      .array(
        fc.constantFrom('一', '', ' ', '　', '\t', '# 题', '- 项', '2. 项', '> 引', '```', '~~~', '    码', '二  '),
      )
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, (each) => {
        const once = withLineBreaks(markdown(each));
        expect(withLineBreaks(once)).toEqual(once);
        const bare = (of: Message) => (of.kind === 'markdown' ? of.text.split('\n').map((line) => line.trimEnd()) : []);
        expect(bare(once)).toEqual(bare(markdown(each)));
      }),
    );
  });
});
