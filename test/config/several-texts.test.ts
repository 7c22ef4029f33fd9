import { describe, expect, it } from 'vitest';
import { toldOf } from '../support/dates-of.ts';
import { codesOf } from './folder.ts';

async function said(yaml: string, from: string, until: string): Promise<string> {
  return (await toldOf(yaml, from, until)).map(({ text }) => text).join('');
}

/** The second sequence is the first one, begun elsewhere: a round has no first. */
function isRound(texts: string, said: string): boolean {
  return texts.repeat(Math.ceil(said.length / texts.length) + 1).includes(said);
}

describe('another text each time, in turn', () => {
  it.each([
    ['each day', 'at: "09:00", text: [甲, 乙, 丙]', '2026-12-01', '2026-12-09', 9],
    // Seven texts and seven days: by the date alone each Monday would have the same one.
    ['each week', 'at: "09:00", on: mon, text: [甲, 乙, 丙, 丁, 戊, 己, 庚]', '2026-12-01', '2027-03-08', 14],
    // 2026-01-01 to 03 is a holiday, Sunday the 4th is worked.
    ['on workdays, over New Year', 'at: "09:00", on: workdays, text: [甲, 乙, 丙]', '2025-12-29', '2026-01-09', 9],
    ['twice a day', 'at: ["09:00", "15:00"], text: [甲, 乙, 丙]', '2026-12-01', '2026-12-04', 8],
    ['each month', 'monthly: last, text: [甲, 乙]', '2026-12-01', '2027-06-30', 7],
    // Of a weekday there are two, of Saturday and Sunday one.
    ['once or twice a day', 'cron: ["0 8 * * *", "30 20 * * 1-5"], text: [甲, 乙, 丙]', '2026-12-01', '2026-12-14', 24],
    // Friday evening has one, Saturday four, Sunday morning three.
    [
      'in nights',
      'every: 2h, between: "22:00-05:00", on: [fri, sat], text: [甲, 乙, 丙]',
      '2026-12-01',
      '2026-12-14',
      16,
    ],
    ['each year', 'yearly: 冬至, text: [甲, 乙, 丙]', '2026-12-01', '2031-12-31', 6],
  ])('%s: { %s }, %s to %s', async (_, yaml, from, until, count) => {
    const texts = /text: \[(?<list>.*)\]/.exec(yaml)?.groups?.['list']?.replaceAll(', ', '') ?? '';
    const found = await said(yaml, from, until);
    expect(found).toHaveLength(count);
    expect(found).toSatisfy((told: string) => isRound(texts, told));
  });

  it('is counted from 2020-01-01, wherever one begins to look', async () => {
    const yaml = 'at: "09:00", text: [甲, 乙, 丙]';
    expect(await said(yaml, '2020-01-01', '2020-01-05')).toBe('甲乙丙甲乙');
    // 2020 was a leap year: 366 days, and 366 is 122 times three.
    expect(await said(yaml, '2021-01-01', '2021-01-02')).toBe('甲乙');
    expect(await said(yaml, '2021-01-02', '2021-01-02')).toBe('乙');
  });

  it('fills the gaps of each', async () => {
    const yaml = `at: "09:00", text: ['{{ date | date: "d" }}号喝水', '{{ date | date: "d" }}号走走']`;
    expect(await said(yaml, '2020-01-01', '2020-01-02')).toBe('1号喝水2号走走');
  });
});

describe('another text each time, by lot', () => {
  const yaml = 'at: "09:00", pick: random, text: [甲, 乙, 丙]';

  it('says the same of one occurrence, whenever it is asked', async () => {
    const month = await said(yaml, '2026-12-01', '2026-12-31');
    expect(await said(yaml, '2026-12-11', '2026-12-31')).toBe(month.slice(10));
  });

  it('says each of them about as often', async () => {
    const year = await said(yaml, '2026-01-01', '2026-12-31');
    // 365 thirds: a fair lot stays within 30 of 122 (three standard deviations are 27).
    for (const text of '甲乙丙') expect(Math.abs(year.split(text).length - 1 - 365 / 3)).toBeLessThan(30);
  });
});

it('each of the texts wants the keyword of its robot', async () => {
  const base = 'robots: { team: { webhook: sandbox, keywords: [喝水] } }\ndefaults: { robot: team }\n';
  const codes = (text: string) => codesOf(`${base}reminders: { r: { at: "09:00", text: ${text} } }\n`);
  expect(await codes('[喝水吧, 起来喝水]')).toEqual([]);
  expect(await codes('[喝水吧, 起来走走]')).toEqual(['keyword-missing']);
});
