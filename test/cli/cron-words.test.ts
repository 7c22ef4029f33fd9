import { describe, expect, it } from 'vitest';
import { cronInWords } from '../../src/cli/cron-words.ts';
import { type Cron, parseCron } from '../../src/schedule/cron.ts';

function words(expression: string, language: 'zh-CN' | 'en', dayMatch?: 'both' | 'either'): string | undefined {
  const { warnings } = parseCron(expression, { dayMatch: dayMatch ?? 'both' }) as Cron;
  return cronInWords(expression, language, { dayMatch, warnings });
}

describe('a cron expression in words', () => {
  it.each([
    ['30 18 * * 1,3,5', 'At 18:30, only on Monday, Wednesday, and Friday', '在18:30，仅星期一、星期三和星期五'],
    ['0 9 * * *', 'At 09:00, every day', '在09:00，每天'],
    ['30 50 8 * * 1-5', 'At 08:50:30, Monday through Friday', '在08:50:30，星期一至星期五'],
    ['0 22-2 * * *', 'Every hour, between 22:00 and 02:00, every day', '每小时，在 22:00 和 02:00 之间，每天'],
    ['0 9 * * fri-mon', 'At 09:00, Friday through Monday', '在09:00，星期五至星期一'],
    ['0 9 * * 7', 'At 09:00, only on Sunday', '在09:00，仅星期日'],
    ['0 9 L-3 * *', 'At 09:00, 3 days before the last day of the month', '在09:00，限每月最后一天之前的第3天'],
    ['0 9 * * 5L', 'At 09:00, on the last Friday of the month', '在09:00，限每月的最后一个星期五'],
    ['0 9 * * 2#3', 'At 09:00, on the third Tuesday of the month', '在09:00，限每月的第三个星期二'],
    ['0 9 15W * *', 'At 09:00, on the weekday nearest day 15 of the month', '在09:00，限每月的最接近 15 号的工作日'],
    ['0 10 1 1,4 *', 'At 10:00, on day 1 of the month, only in January and April', undefined],
    ['@weekly', 'At 00:00, only on Sunday', '在00:00，仅星期日'],
  ])('%s', (expression, english, chinese) => {
    expect(words(expression, 'en')).toBe(english);
    if (chinese !== undefined) expect(words(expression, 'zh-CN')).toBe(chinese);
  });

  it('says how two restricted day fields combine', () => {
    expect(words('0 9 13 * 5', 'en', 'both')).toBe('At 09:00, on day 13 of the month, only on Friday');
    expect(words('0 9 13 * 5', 'zh-CN', 'both')).toBe('在09:00，限每月 13 号，仅星期五');
    expect(words('0 9 13 * 5', 'en', 'either')).toBe('At 09:00, on day 13 of the month, or at 09:00, only on Friday');
    expect(words('0 9 L * 1-5', 'zh-CN', 'either')).toBe('在09:00，限每月的最后一天，或者在09:00，星期一至星期五');
    expect(words('0 9 13 * 0-6', 'en', 'either')).toBe(words('0 9 13 * 0-6', 'en', 'both'));
  });

  it.each([
    ['a minute', '*/90 * * * *', '0 * * * *'],
    ['an hour', '0 */30 * * *', '0 0 * * *'],
    ['a day, whose first is 1', '0 9 */40 * *', '0 9 1 * *'],
    ['one of a list, with seconds', '0 0,20-30/40 9 * * *', '0 0,20 9 * * *'],
    ['a field alone, though another looks the same', '*/40 9 */40 * *', '*/40 9 1 * *'],
  ])('a step too wide means its first value: %s', (_, wide, plain) => {
    expect(words(wide, 'en')).toBe(words(plain, 'en'));
  });

  it('has no words for the few expressions that nobody says in words', () => {
    expect(words('0 9 15W,LW * *', 'en')).toBeUndefined();
  });
});
