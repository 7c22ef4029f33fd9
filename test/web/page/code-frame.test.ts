import { describe, expect, it } from 'vitest';
import { codeFrame } from '../../../src/web/page/code-frame.ts';

/** Without the spans that only give colour. */
async function drawn(...lines: readonly string[]): Promise<string> {
  return String(await codeFrame(lines.join('\n'))).replaceAll(/<\/?span[^>]*>/g, '');
}

describe('a code frame', () => {
  it.each([
    [
      'in the middle of a line',
      ['  9 | reminders:', '> 10 |   lunch: { txet: 午饭 }', '     |            ^^^^'],
      '  9 | reminders:\n&gt; 10 |   lunch: { <mark>txet</mark>: 午饭 }',
    ],
    [
      'after Chinese, which is twice as wide',
      ['> 3 | 午饭: {at: 25}', '    |       ^^'],
      '&gt; 3 | 午饭: <mark>{a</mark>t: 25}',
    ],
    ['of Chinese', ['> 3 | text：午饭', '    |     ^^'], '&gt; 3 | text<mark>：</mark>午饭'],
    ['after an emoji', ['> 3 | 🍚 x', '    |    ^'], '&gt; 3 | 🍚 <mark>x</mark>'],
    ['behind the end', ['> 3 | at:', '    |    ^'], '&gt; 3 | at:<mark> </mark>'],
    ['on an empty line', ['> 3 |', '    | ^'], '&gt; 3 |<mark> </mark>'],
    ['nowhere', ['2 │ <b>txet</b>'], '2 │ &lt;b&gt;txet&lt;/b&gt;'],
  ] as const)('marks a place %s', async (_, lines, expected) => {
    expect(await drawn(...lines)).toBe(expected);
  });
});
