import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrapText } from '../../src/cli/help.ts';
import { displayWidth } from '../../src/config/display-width.ts';

describe('wrapText', () => {
  it.each([
    ['放 YAML 的文件夹；已有 YAML 的不会改动', 26, ['放 YAML 的文件夹；已有', 'YAML 的不会改动']],
    ['今天是工作日，明天是休息日，后天还是休息日', 20, ['今天是工作日，明天是', '休息日，后天还是休息', '日']],
    ['一二三四五六七八九十，十一', 20, ['一二三四五六七八九', '十，十一']],
    ['clock-in、lunch、clock-out、workout', 20, ['clock-in、lunch、', 'clock-out、workout']],
    ['a reminder now, without moving it', 20, ['a reminder now,', 'without moving it']],
    ['short', 20, ['short']],
    ['', 20, ['']],
  ])('%s', (text, width, lines) => {
    expect(wrapText(text, width).split('\n')).toEqual(lines);
  });

  it('loses nothing but spaces at the ends of lines, and keeps to the width', () => {
    const word = fc.constantFrom('放', '工作日', '，', '。', 'YAML', '--yes', ' ', '（', '）', 'a, b');
    fc.assert(
      fc.property(fc.array(word), fc.integer({ min: 20, max: 80 }), (words, width) => {
        const text = words.join('');
        const wrapped = wrapText(text, width);
        expect(wrapped.replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
        const lines = wrapped.split('\n').filter((line) => /[\s\p{Script=Han}]/u.test(line));
        for (const line of lines)
          if (!/[，。（）]{2}/.test(line)) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
