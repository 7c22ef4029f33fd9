import type { HtmlEscapedString } from 'hono/utils/html';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWebAddress, renderMarkdown } from '../../../src/web/conversation/markdown.ts';
import { breadth } from '../../support/breadth.ts';

const rendered = (source: string) => (renderMarkdown(source) as HtmlEscapedString).toString();

describe('renderMarkdown', () => {
  it.each([
    ['headings', '# 一\n###### 六', '<p class="ding-h ding-h1">一</p><p class="ding-h ding-h6">六</p>'],
    ['no seventh heading', '####### 七', '<p>####### 七</p>'],
    ['a quote over two lines', '> 一  \n> 二', '<blockquote>一<br>二</blockquote>'],
    ['bold and italic', '**粗** 与 *斜*', '<p><strong>粗</strong> 与 <em>斜</em></p>'],
    [
      'italic inside bold',
      '**粗 [链](https://a.example/)**',
      '<p><strong>粗 <a href="https://a.example/" target="_blank" rel="noopener noreferrer">链</a></strong></p>',
    ],
    [
      'a link',
      '[看](https://a.example/?a=1&b=2)',
      '<p><a href="https://a.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">看</a></p>',
    ],
    [
      'a picture',
      '![图](https://a.example/p.png)',
      '<p><img src="https://a.example/p.png" alt="图" loading="lazy" referrerpolicy="no-referrer"></p>',
    ],
    ['a list', '- 一\n- 二', '<ul><li>一</li><li>二</li></ul>'],
    ['a numbered list', '1. 一\n2. 二', '<ol><li>一</li><li>二</li></ol>'],
    ['one line break is none', '一\n二', '<p>一 二</p>'],
    ['two spaces break the line', '一  \n二', '<p>一<br>二</p>'],
    ['an empty line ends a paragraph', '一\n\n二', '<p>一</p><p>二</p>'],
    ['Windows line ends', '一\r\n\r\n二', '<p>一</p><p>二</p>'],
    ['stars in sums stay', '2*3*4', '<p>2*3*4</p>'],
    ['HTML stays text', '<b onclick="x">"\'&', '<p>&lt;b onclick=&quot;x&quot;&gt;&quot;&#39;&amp;</p>'],
    ['a script for an address stays text', '[x](javascript:alert(1))', '<p>[x](javascript:alert(1))</p>'],
    [
      'a quote in an address is escaped',
      '[x](https://a.example/"onmouseover="y)',
      '<p><a href="https://a.example/&quot;onmouseover=&quot;y" target="_blank" rel="noopener noreferrer">x</a></p>',
    ],
    ['nothing', '', ''],
  ])('%s', (_name, source, expected) => {
    expect(rendered(source)).toBe(expected);
  });

  it('lets no tag through that it did not write itself, whatever comes', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '*',
      '**',
      '# ',
      '> ',
      '- ',
      '![',
      '[',
      '](',
      ')',
      'https://a.example/',
      'javascript:',
      '\n',
      '  \n',
      '钉',
      '&',
    );
    const ours =
      /<\/?(?:p|strong|em|ul|ol|li|blockquote|br)>|<p class="ding-h ding-h[1-6]">|<a href="https?:[^"<>]*" target="_blank" rel="noopener noreferrer">|<\/a>|<img src="https?:[^"<>]*" alt="[^"<>]*" loading="lazy" referrerpolicy="no-referrer">/g;
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }), (parts) => {
        expect(rendered(parts.join('')).replace(ours, '')).not.toMatch(/[<>"]/);
      }),
      { numRuns: breadth({ quick: 50, long: 2_000 }) },
    );
  });
});

describe('isWebAddress', () => {
  it.each(['https://a.example/', 'HTTP://a.example'])('%s is', (address) => {
    expect(isWebAddress(address)).toBe(true);
  });
  it.each(['javascript:alert(1)', 'data:text/html,x', '//a.example', '/x', 'dingtalk://x', 'https://', ''])(
    '%j is not',
    (address) => {
      expect(isWebAddress(address)).toBe(false);
    },
  );
});
