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
    // 2026-10-01 to 07 is a holiday, Saturday the 10th is worked.
    ['on workdays, over a holiday', 'at: "09:00", on: workdays, text: [甲, 乙, 丙]', '2026-09-28', '2026-10-10', 6],
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

  it('is counted from 2026-01-01, wherever one begins to look', async () => {
    const yaml = 'at: "09:00", text: [甲, 乙, 丙]';
    expect(await said(yaml, '2026-01-01', '2026-01-05')).toBe('甲乙丙甲乙');
    // 365 days are 121 times three and two more.
    expect(await said(yaml, '2027-01-01', '2027-01-02')).toBe('丙甲');
    expect(await said(yaml, '2027-01-02', '2027-01-02')).toBe('甲');
  });

  it('more than 24 times a day: each day begins where 24 would have led', async () => {
    const [texts, first] = ['甲乙丙丁戊', 'every: 30m, between: "08:00-22:00", text: [甲, 乙, 丙, 丁, 戊]'];
    // 29 a day: 24 is four more than whole rounds.
    expect(await said(first, '2026-01-01', '2026-01-02')).toBe(
      texts.repeat(5) + texts.slice(0, 4) + texts.slice(4) + texts.repeat(5) + texts.slice(0, 3),
    );
  });

  it('fills the gaps of each', async () => {
    const yaml = `at: "09:00", text: ['{{ date | date: "d" }}号喝水', '{{ date | date: "d" }}号走走']`;
    expect(await said(yaml, '2026-01-01', '2026-01-02')).toBe('1号喝水2号走走');
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
